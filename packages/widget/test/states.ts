import type { ReasonCode, VerificationState } from '@faceid-h5/protocol'
import type { Page } from '@playwright/test'
import { expect } from 'vitest'
import { reasonFor } from '../../relay/src/verification/reason-messages.js'
import type { Opening } from './browser.js'
import type { TestRelay } from './relay-server.js'

/** Every state of the element: how it comes about, and what it says in zh-CN. */
export interface Case extends Omit<Opening, 'kept'> {
  /** Attributes of the element. */
  attributes?: string
  /** Something was started earlier. */
  kept?: boolean
  /** The page gives up on nothing: a state that ends by itself lasts on the slowest machine too. */
  patient?: boolean
  /** Before the page is opened. */
  prepare?: (relay: TestRelay) => void
  /** On the page. */
  act?: (page: Page, relay: TestRelay) => Promise<unknown>
  /** The title, and the names of the buttons and links below it. */
  title: string
  steps?: string[]
}

const never = () => new Promise<void>(() => {})
const desktop = { agent: 'chromeWindows', viewport: { width: 900, height: 700 } } as const
const consent = 'consent-version="1" consent-url="/rules"'
const other = 'alternative-url="/other"'
const tap = (page: Page) => page.getByRole('button').first().click()
const held = (relay: TestRelay) => {
  relay.hold = never
}
const handoff = (relay: TestRelay) => {
  relay.scene.handoff = true
}
const outcome = (status: VerificationState['status'], final: boolean) => (relay: TestRelay) => {
  relay.outcome = { status, final, nextPollAfterMs: 60_000 }
}
/** What the relay really answers for a reason. */
const failed =
  (code: ReasonCode, identity: 'supplied' | 'captured' = 'captured', final = false) =>
  (relay: TestRelay) => {
    const reason = reasonFor(code, { identity, startedAt: Date.now() }, 'zh-CN')
    relay.outcome = { status: 'failed', final, nextPollAfterMs: 60_000, reason }
  }

/** The user has been on the hosted page. */
const returned = (prepare: Case['prepare'], title: string, ...steps: string[]): Case => ({
  kept: true,
  ...(prepare && { prepare }),
  title,
  steps,
})
const failure = (prepare: Case['prepare'], ...steps: string[]) =>
  returned(prepare, '核身未通过', ...steps)
const elsewhere = (agent: NonNullable<Case['agent']>, title = '请在手机微信中打开'): Case => ({
  agent,
  title,
  steps: ['复制链接'],
})
/** With the link to another method. */
const withOther = (state: Case): Case => ({
  ...state,
  attributes: other,
  steps: [...(state.steps ?? []), '用其他方式办理'],
})

export const cases: Record<string, Case> = {
  ready: { title: '人脸核身', steps: ['开始人脸核身'] },
  consent: {
    attributes: `${consent} ${other}`,
    title: '人脸核身',
    steps: ['《人脸信息处理规则》', '开始人脸核身', '用其他方式办理'],
  },
  'consent-reminded': {
    attributes: consent,
    act: tap,
    title: '人脸核身',
    steps: ['《人脸信息处理规则》', '开始人脸核身'],
  },
  starting: { patient: true, prepare: held, act: tap, title: '人脸核身', steps: ['请稍候'] },
  checking: { patient: true, ...returned(held, '请稍候') },
  waiting: returned(undefined, '核身未完成', '继续核身', '重新开始'),
  passed: { ...returned(outcome('passed', true), '核身通过'), attributes: other },
  failed: withOther(failure(failed('light_or_distance'), '重试')),
  'failed-restart': failure(failed('attempts_exhausted'), '重新开始'),
  'failed-correct': failure(failed('identity_mismatch', 'supplied'), '返回修改'),
  'failed-wait': withOther(failure(failed('daily_limit_reached', 'captured', true))),
  'failed-contact': withOther(failure(failed('reference_photo_missing'), '重新开始')),
  expired: returned(outcome('expired', true), '核身已超时', '重新开始'),
  outside: withOther(elsewhere('safariIphone')),
  copied: { ...elsewhere('safariIphone'), permissions: ['clipboard-write'], act: tap },
  'copied-by-hand': {
    ...elsewhere('safariIphone'),
    act: async (page) => {
      await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }))
      await tap(page)
      expect(await page.getByRole('textbox').inputValue()).toBe(page.url())
    },
  },
  'mini-program': elsewhere('miniProgramIos', '小程序内暂不支持核身'),
  'other-phone': elsewhere('wechatHarmony', '当前手机微信暂不支持'),
  devtools: elsewhere('devtools'),
  offline: {
    act: async (page) => {
      await page.context().setOffline(true)
      await tap(page)
    },
    title: '网络未连接',
    steps: ['重试'],
  },
  unreachable: {
    act: async (page) => {
      await page.route('**/v1/**', (route) => route.abort())
      await tap(page)
    },
    title: '网络异常',
    steps: ['重试'],
  },
  misconfigured: withOther({
    prepare: (relay) => {
      const detail = 'Add it'
      relay.problems.POST = { status: 403, code: 'origin_not_allowed', detail, retryable: false }
    },
    act: tap,
    title: '暂时无法核身',
    steps: ['重试'],
  }),
  'handoff-ready': { ...desktop, prepare: handoff, title: '人脸核身', steps: ['显示二维码'] },
  handoff: withOther({
    ...desktop,
    prepare: handoff,
    act: tap,
    title: '请用手机微信扫一扫',
    steps: ['重新开始'],
  }),
  'handoff-failed': {
    ...desktop,
    prepare: (relay) => {
      handoff(relay)
      failed('light_or_distance')(relay)
    },
    act: tap,
    title: '核身未通过',
    steps: ['重新开始'],
  },
  'other-device': { ...desktop, title: '请在手机微信中打开', steps: ['复制链接'] },
}

export const onDesktop = (name: string) => cases[name]?.agent === desktop.agent
