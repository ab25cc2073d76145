import { mkdir } from 'node:fs/promises'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from '@playwright/test'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Kept } from '../src/ticket-store.js'
import { launch, type Opening, open, shop } from './browser.js'
import { relayServer, type TestRelay } from './relay-server.js'

let browser: Browser
let relay: TestRelay

beforeAll(async () => {
  browser = await launch()
})
beforeEach(async () => {
  relay = await relayServer()
})
afterEach(async () => {
  for (const context of browser.contexts()) await context.close()
  await relay.close()
})
afterAll(() => browser.close())

interface Case extends Omit<Opening, 'kept'> {
  /** Attributes of the element. */
  attributes?: string
  /** Something was started earlier. */
  kept?: boolean
  prepare?: () => void
  act?: (page: Page) => Promise<unknown>
  /** The title in zh-CN, and the names of the buttons, the main one first. */
  title: string
  buttons?: string[]
}

const never = () => new Promise<void>(() => {})
const desktop = { agent: 'chromeWindows', viewport: { width: 900, height: 700 } } as const
const consent = 'consent-version="1" consent-url="/rules"'
const outcome =
  (status: 'failed' | 'expired' | 'passed', final: boolean, retry = true) =>
  () => {
    const advice = final
      ? '今天的次数已用完，请明天再来。'
      : '光线太暗，请到明亮的地方，正对手机再试一次。'
    relay.outcome = {
      status,
      final,
      nextPollAfterMs: 60_000,
      ...(status === 'failed' ? { reason: { code: 'light_or_distance', advice, retry } } : {}),
    }
  }
const tap = (page: Page) => page.getByRole('button').first().click()

const cases: Record<string, Case> = {
  ready: { title: '人脸核身', buttons: ['开始人脸核身'] },
  consent: { attributes: consent, title: '人脸核身', buttons: ['开始人脸核身'] },
  'consent-reminded': {
    attributes: consent,
    act: tap,
    title: '人脸核身',
    buttons: ['开始人脸核身'],
  },
  starting: {
    prepare: () => {
      relay.hold = never
    },
    act: tap,
    title: '人脸核身',
    buttons: ['正在打开'],
  },
  checking: {
    kept: true,
    prepare: () => {
      relay.hold = never
    },
    title: '正在查询结果',
  },
  waiting: { kept: true, title: '还没有完成', buttons: ['继续核身', '重新开始'] },
  passed: { kept: true, prepare: outcome('passed', true), title: '核身通过' },
  failed: { kept: true, prepare: outcome('failed', false), title: '没有通过', buttons: ['重试'] },
  'failed-for-today': { kept: true, prepare: outcome('failed', true, false), title: '没有通过' },
  expired: {
    kept: true,
    prepare: outcome('expired', true),
    title: '已经超时',
    buttons: ['重新开始'],
  },
  'handoff-ready': {
    ...desktop,
    prepare: () => {
      relay.scene.handoff = true
    },
    title: '人脸核身',
    buttons: ['显示二维码'],
  },
  handoff: {
    ...desktop,
    prepare: () => {
      relay.scene.handoff = true
    },
    act: tap,
    title: '请用手机微信扫一扫',
    buttons: ['重新开始'],
  },
  'handoff-failed': {
    ...desktop,
    prepare: () => {
      relay.scene.handoff = true
      outcome('failed', false)()
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
    act: async (page) => {
      await relay.close()
      await tap(page)
    },
    title: '暂时连接不上',
    buttons: ['重试'],
  },
  misconfigured: {
    prepare: () => {
      const detail = 'Add it'
      relay.problems.POST = { status: 403, code: 'origin_not_allowed', detail, retryable: false }
    },
    act: tap,
    title: '暂时不能核身',
    buttons: ['重试'],
  },
}

for (const name of Object.keys(cases)) {
  test(`${name}: words, buttons, sizes, and nothing that axe finds in light and dark`, async () => {
    const { attributes = '', kept, prepare, act, title, buttons = [], ...opening } = caseOf(name)
    relay.pages['/shop'] = shop(`locale="zh-CN" ${attributes}`)
    const started = kept ? { kept: { relay: relay.address, started: await start() } } : {}
    prepare?.()
    const page = await open(browser, `${relay.origin}/shop`, { ...opening, ...started })
    await act?.(page)
    await page.locator('[part=title]', { hasText: title }).waitFor()
    for (const button of buttons) await page.getByRole('button', { name: button }).waitFor()
    expect(await page.getByRole('button').allTextContents()).toEqual(buttons)
    for (const height of await heights(page)) expect(height).toBeGreaterThanOrEqual(44)
    const axe = new AxeBuilder({ page }).include('faceid-h5')
    expect(await violations(axe)).toEqual([])
    await shoot(page, `${name}-light`)
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await violations(axe.withRules('color-contrast'))).toEqual([])
    await shoot(page, `${name}-dark`)
  })
}

function caseOf(name: string): Case {
  const found = cases[name]
  if (!found) throw new TypeError(name)
  return found
}

async function violations(axe: AxeBuilder): Promise<unknown[]> {
  const results = await axe.analyze()
  return results.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])
}

async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS
  if (!folder) return
  await mkdir(folder, { recursive: true })
  await page.screenshot({ path: `${folder}/${name}.png` })
}

/** What an earlier page has started. */
async function start(): Promise<Kept> {
  const body = { scene: 'member', reference: 'order-1', modes: ['native'], returnUrl: '/' }
  const address = `${relay.address}/v1/verifications`
  const response = await fetch(address, { method: 'POST', body: JSON.stringify(body) })
  return response.json()
}

/** Of everything that is touched. */
async function heights(page: Page): Promise<number[]> {
  const targets = await page.locator('button, label, a, input[readonly]').all()
  const boxes = await Promise.all(targets.map((target) => target.boundingBox()))
  return boxes.map((box) => box?.height ?? 44)
}
