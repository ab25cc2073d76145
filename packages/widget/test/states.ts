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
  checking: { patient: true, kept: true, prepare: held, title: '请稍候' },
  waiting: { kept: true, title: '核身未完成', steps: ['继续核身', '重新开始'] },
  passed: { kept: true, attributes: other, prepare: outcome('passed', true), title: '核身通过' },
  failed: {
    kept: true,
    attributes: other,
    prepare: failed('light_or_distance'),
    title: '核身未通过',
    steps: ['重试', '用其他方式办理'],
  },
  'failed-restart': {
    kept: true,
    prepare: failed('attempts_exhausted'),
    title: '核身未通过',
    steps: ['重新开始'],
  },
  'failed-correct': {
    kept: true,
    prepare: failed('identity_mismatch', 'supplied'),
    title: '核身未通过',
    steps: ['返回修改'],
  },
  'failed-wait': {
    kept: true,
    attributes: other,
    prepare: failed('daily_limit_reached', 'captured', true),
    title: '核身未通过',
    steps: ['用其他方式办理'],
  },
  'failed-contact': {
    kept: true,
    attributes: other,
    prepare: failed('reference_photo_missing'),
    title: '核身未通过',
    steps: ['重新开始', '用其他方式办理'],
  },
  expired: {
    kept: true,
    prepare: outcome('expired', true),
    title: '核身已超时',
    steps: ['重新开始'],
  },
  outside: {
    agent: 'safariIphone',
    attributes: other,
    title: '请在手机微信中打开',
    steps: ['复制链接', '用其他方式办理'],
  },
  copied: {
    agent: 'safariIphone',
    permissions: ['clipboard-write'],
    act: tap,
    title: '请在手机微信中打开',
    steps: ['复制链接'],
  },
  'copied-by-hand': {
    agent: 'safariIphone',
    act: async (page) => {
      await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }))
      await tap(page)
      expect(await page.getByRole('textbox').inputValue()).toBe(page.url())
    },
    title: '请在手机微信中打开',
    steps: ['复制链接'],
  },
  'mini-program': {
    agent: 'miniProgramIos',
    title: '小程序内暂不支持核身',
    steps: ['复制链接'],
  },
  'other-phone': {
    agent: 'wechatHarmony',
    title: '当前手机微信暂不支持',
    steps: ['复制链接'],
  },
  devtools: { agent: 'devtools', title: '请在手机微信中打开', steps: ['复制链接'] },
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
  misconfigured: {
    attributes: other,
    prepare: (relay) => {
      const detail = 'Add it'
      relay.problems.POST = { status: 403, code: 'origin_not_allowed', detail, retryable: false }
    },
    act: tap,
    title: '暂时无法核身',
    steps: ['重试', '用其他方式办理'],
  },
  'handoff-ready': { ...desktop, prepare: handoff, title: '人脸核身', steps: ['显示二维码'] },
  handoff: {
    ...desktop,
    attributes: other,
    prepare: handoff,
    act: tap,
    title: '请用手机微信扫一扫',
    steps: ['重新开始', '用其他方式办理'],
  },
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
