import type { NextStep } from '@faceid-h5/protocol'
import type { Page } from '@playwright/test'
import type { Opening } from './browser.js'
import type { TestRelay } from './relay-server.js'

/** Every state of the element: how it comes about, and what it says in zh-CN. */

export interface Case extends Omit<Opening, 'kept'> {
  /** Attributes of the element. */
  attributes?: string
  /** Something was started earlier. */
  kept?: boolean
  /** Before the page is opened. */
  prepare?: (relay: TestRelay) => void
  /** On the page. */
  act?: (page: Page, relay: TestRelay) => Promise<unknown>
  /** The title in zh-CN, and the names of the buttons, the main one first. */
  title: string
  buttons?: string[]
}

const never = () => new Promise<void>(() => {})
const desktop = { agent: 'chromeWindows', viewport: { width: 900, height: 700 } } as const
const consent = 'consent-version="1" consent-url="/rules"'
const outcome =
  (status: 'failed' | 'expired' | 'passed', final: boolean, next: NextStep = 'retry') =>
  (relay: TestRelay) => {
    const advice = final
      ? '今天的次数已用完，请明天再来。'
      : '光线太暗，请到明亮的地方，正对手机再试一次。'
    relay.outcome = {
      status,
      final,
      nextPollAfterMs: 60_000,
      ...(status === 'failed' ? { reason: { code: 'light_or_distance', advice, next } } : {}),
    }
  }
const tap = (page: Page) => page.getByRole('button').first().click()

export const cases: Record<string, Case> = {
  ready: { title: '人脸核身', buttons: ['开始人脸核身'] },
  consent: { attributes: consent, title: '人脸核身', buttons: ['开始人脸核身'] },
  'consent-reminded': {
    attributes: consent,
    act: tap,
    title: '人脸核身',
    buttons: ['开始人脸核身'],
  },
  starting: {
    patient: true,
    prepare: (relay) => {
      relay.hold = never
    },
    act: tap,
    title: '人脸核身',
    buttons: ['正在打开'],
  },
  checking: {
    patient: true,
    kept: true,
    prepare: (relay) => {
      relay.hold = never
    },
    title: '正在查询结果',
  },
  waiting: { kept: true, title: '还没有完成', buttons: ['继续核身', '重新开始'] },
  passed: { kept: true, prepare: outcome('passed', true), title: '核身通过' },
  failed: { kept: true, prepare: outcome('failed', false), title: '没有通过', buttons: ['重试'] },
  'failed-for-today': { kept: true, prepare: outcome('failed', true, 'wait'), title: '没有通过' },
  expired: {
    kept: true,
    prepare: outcome('expired', true),
    title: '已经超时',
    buttons: ['重新开始'],
  },
  'handoff-ready': {
    ...desktop,
    prepare: (relay) => {
      relay.scene.handoff = true
    },
    title: '人脸核身',
    buttons: ['显示二维码'],
  },
  handoff: {
    ...desktop,
    prepare: (relay) => {
      relay.scene.handoff = true
    },
    act: tap,
    title: '请用手机微信扫一扫',
    buttons: ['重新开始'],
  },
  'handoff-failed': {
    ...desktop,
    prepare: (relay) => {
      relay.scene.handoff = true
      outcome('failed', false)(relay)
    },
    act: tap,
    title: '没有通过',
    buttons: ['重新开始'],
  },
  outside: { agent: 'safariIphone', title: '请用手机微信打开', buttons: ['复制链接'] },
  'mini-program': { agent: 'miniProgramIos', title: '小程序里不能核身', buttons: ['复制链接'] },
  devtools: { agent: 'devtools', title: '请用手机微信打开', buttons: ['复制链接'] },
  'other-phone': { agent: 'wechatHarmony', title: '这部手机的微信不支持', buttons: ['复制链接'] },
  'other-device': { ...desktop, title: '请用手机微信打开', buttons: ['复制链接'] },
  copied: {
    agent: 'safariIphone',
    permissions: ['clipboard-write'],
    act: tap,
    title: '请用手机微信打开',
    buttons: ['已复制'],
  },
  'copied-by-hand': {
    agent: 'safariIphone',
    act: async (page) => {
      await page.evaluate(() => {
        document.execCommand = () => false
        Object.defineProperty(navigator, 'clipboard', { value: undefined })
      })
      await tap(page)
    },
    title: '请用手机微信打开',
    buttons: ['复制链接'],
  },
  offline: {
    act: async (page) => {
      await page.context().setOffline(true)
      await tap(page)
    },
    title: '没有网络',
    buttons: ['重试'],
  },
  unreachable: {
    act: async (page, relay) => {
      await relay.close()
      await tap(page)
    },
    title: '暂时连接不上',
    buttons: ['重试'],
  },
  misconfigured: {
    prepare: (relay) => {
      const detail = 'Add it'
      relay.problems.POST = { status: 403, code: 'origin_not_allowed', detail, retryable: false }
    },
    act: tap,
    title: '暂时不能核身',
    buttons: ['重试'],
  },
}
