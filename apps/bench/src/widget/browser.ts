// Chromium as a phone with WeChat in it: user agent, screen, touch, and as slow a processor or network as asked.
import { setTimeout as sleep } from 'node:timers/promises'
import { type Browser, type CDPSession, chromium, type Page } from '@playwright/test'

export function launch(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      // As root it needs this one; the others keep it from calling home.
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

export interface Phone {
  page: Page
  devTools: CDPSession
  close(): Promise<void>
}

export interface PhoneOptions {
  userAgent?: string
  /** How many times slower the processor is. */
  slower?: number
  network?: NetworkProfile
  /** Runs in every page before its own scripts. */
  script?: string
}

/** A profile of its own, so with nothing in cache and storage. */
export async function newPhone(browser: Browser, options: PhoneOptions = {}): Promise<Phone> {
  const context = await browser.newContext({
    viewport: { width: 375, height: 812 },
    userAgent: options.userAgent ?? wechat,
    hasTouch: true,
    isMobile: true,
  })
  // WeChat has set this before the user can tap; without it the widget would wait for WeChat.
  await context.addInitScript('window.WeixinJSBridge = {}')
  if (options.script) await context.addInitScript(options.script)
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  const devTools = await context.newCDPSession(page)
  if (options.slower)
    await devTools.send('Emulation.setCPUThrottlingRate', { rate: options.slower })
  if (options.network) {
    await devTools.send('Network.enable')
    await devTools.send('Network.emulateNetworkConditions', { offline: false, ...options.network })
  }
  return {
    page,
    devTools,
    async close() {
      // Chromium at times never ends a page whose processor is still held back.
      if (options.slower) await devTools.send('Emulation.setCPUThrottlingRate', { rate: 1 })
      await Promise.race([context.close(), sleep(5_000, undefined, { ref: false })])
    },
  }
}

export interface NetworkProfile {
  /** Milliseconds, per request. */
  latency: number
  /** Bytes a second. */
  downloadThroughput: number
  uploadThroughput: number
}

/** Slow 3G as Chromium's developer tools have it: 400 kbit/s both ways, 400 ms before each answer. */
export const slow3g: NetworkProfile = {
  latency: 400,
  downloadThroughput: 50_000,
  uploadThroughput: 50_000,
}

/** A finger on the glass, as a touch screen reports it, and up again after `held` milliseconds. */
export async function tap({ page, devTools }: Phone, place: Place, held = 80): Promise<void> {
  const touchPoints = [place]
  await devTools.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints })
  await page.waitForTimeout(held)
  await devTools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
}

export interface Place {
  x: number
  y: number
}

/** The middle of what a selector finds, open shadow roots included. */
export async function placeOf({ page }: Phone, selector: string): Promise<Place> {
  const box = await page.locator(selector).first().boundingBox()
  if (!box) throw new Error(`${selector} is not to be seen`)
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

const wechat =
  'Mozilla/5.0 (Linux; Android 15; V2309A Build/AP3A.240905.015.A1; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/138.0.7204.180 Mobile Safari/537.36 XWEB/1380215 MMWEBSDK/20250804 MMWEBID/1770 MicroMessenger/8.0.63.2920(0x28003F3A) WeChat/arm64 Weixin NetType/5G Language/zh_CN ABI/arm64'

/** No WeChat: the widget has to ask the relay what the scene allows there. */
export const phoneBrowser =
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Mobile Safari/537.36'
