// From the tap to the request for the hosted page on slow 3G, and the layout shift of a page with the widget.
import { setTimeout as sleep } from 'node:timers/promises'
import { type Browser, chromium } from '@playwright/test'
import { type SandboxServer, type Server, startRelay, startSandbox } from './processes.js'
import type { Bench, Section } from './section.js'
import { inRounds, median, milliseconds, spread } from './statistics.js'

interface Case {
  attributes: string
  /** Milliseconds between touch and release: the click follows the release. */
  held: number
  /** Milliseconds before the tap, after the tick of a consent. */
  waitMs?: number
}

const cases = {
  '`prepare="off"`': { attributes: 'prepare="off"', held: 80 },
  '`intent`, a short tap': { attributes: '', held: 80 },
  '`intent`, a slow finger': { attributes: '', held: 400 },
  '`intent`, after a consent': { attributes: 'consent-version="1"', held: 80, waitMs: 1_000 },
  '`prepare="visible"`': { attributes: 'prepare="visible"', held: 80, waitMs: 3_000 },
} satisfies Record<string, Case>
type Name = keyof typeof cases
// Safe: the keys of `cases`.
const names = Object.keys(cases) as Name[]

/** Slow 3G as in Chromium's developer tools: 400 kbit/s both ways, 400 ms before each response. */
const slow = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 }

const wechat =
  'Mozilla/5.0 (Linux; Android 15; V2309A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/138.0.7204.180 Mobile Safari/537.36 XWEB/1380215 MMWEBSDK/20250804 MicroMessenger/8.0.63.2920(0x28003F3A) WeChat/arm64 Weixin NetType/5G Language/zh_CN ABI/arm64'

export async function measureTap({ quick, tools, log }: Bench): Promise<Section> {
  const sandbox = await startSandbox()
  const rules = { native: '1000004', overlay: '1000003' }
  const relay = await startRelay({
    sandboxUrl: sandbox.url,
    limits: { browserStartsPerMinute: 100_000 },
    configuration: (origin) => ({
      scenes: { member: { rules, startedBy: 'browser', returnUrls: [`${origin}/`] } },
    }),
  })
  const args = ['--no-sandbox', '--disable-background-networking', '--disable-sync']
  const browser = await chromium.launch({ executablePath: tools.CHROMIUM_PATH, args })
  try {
    log('tap to navigation')
    const times = await inRounds(names, quick ? 1 : 7, (name) =>
      tapTime(browser, relay, sandbox.url, cases[name]),
    )
    log('layout shift')
    const shift = await layoutShift(browser, relay, sandbox)
    const middle = (name: Name) => median(times[name])
    const off = middle('`prepare="off"`')
    const prepared = Math.max(middle('`intent`, after a consent'), middle('`prepare="visible"`'))
    return {
      title: 'Widget: from the tap to the hosted page',
      method: `Chromium ${browser.version()}, headless, as a phone in WeChat, with the network held to 400 kbit/s both ways and 400 ms before each response (slow 3G of the developer tools). The time is from the click, which follows the release of the finger, to the request for the hosted page. Each page load starts with an empty profile. Layout shift is the sum of all entries that do not follow a touch within half a second, from load to redirect and from the return to the outcome; the page keeps room for the widget as its README advises.`,
      tables: [
        {
          caption: 'From the tap to the request for the hosted page, slow 3G',
          columns: ['how', 'median and spread'],
          rows: names.map((name) => [
            name,
            `${Math.round(middle(name))} ms ± ${Math.round(spread(times[name]) * 50)} %`,
          ]),
        },
      ],
      targets: [
        {
          what: 'A tap prepared by consent or visibility, against one that is not',
          wanted: 'at most half the time',
          measured: `${milliseconds(prepared)}, ${milliseconds(off)}`,
          met: prepared <= off / 2,
        },
        { what: 'Layout shift', wanted: '0', measured: shift.toFixed(4), met: shift === 0 },
      ],
    }
  } finally {
    await browser.close()
  }
}

async function openPhone(browser: Browser, { port }: Server, attributes: string) {
  const context = await browser.newContext({
    viewport: { width: 375, height: 812 },
    userAgent: wechat,
    hasTouch: true,
    isMobile: true,
  })
  await context.addInitScript(inPage)
  const page = await context.newPage()
  const url = `http://127.0.0.1:${port}/shop`
  const body = `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><title>Shop</title>
<style>faceid-h5:not([hidden]) { display: block; min-height: 21rem }</style>
<script src="/faceid-h5.js" async></script><h1>Apply</h1>
<form><faceid-h5 scene="member" reference="order-1" ${attributes}></faceid-h5></form><p>Questions? Call us.</p></html>`
  await context.route(`${url}**`, (route) => route.fulfill({ body, contentType: 'text/html' }))
  const devTools = await context.newCDPSession(page)
  await devTools.send('Network.enable')
  return { context, page, devTools, url }
}

/** Runs in the page. WeChat sets the bridge before a user can tap. */
const inPage = `
window.WeixinJSBridge = {}
window.bench = { clicked: 0, shift: 0 }
let touched = -Infinity
addEventListener('pointerdown', ({ timeStamp }) => { touched = timeStamp }, true)
addEventListener('click', ({ timeStamp }) => { bench.clicked = performance.timeOrigin + timeStamp; window.benchClicked?.(bench.clicked) }, true)
new PerformanceObserver((list) => {
  for (const { value, startTime } of list.getEntries()) if (startTime - touched >= 500) bench.shift += value
}).observe({ type: 'layout-shift', buffered: true })
`

async function tapTime(
  browser: Browser,
  relay: Server,
  hostedUrl: string,
  { attributes, held, waitMs }: Case,
): Promise<number> {
  const { context, page, devTools, url } = await openPhone(browser, relay, attributes)
  let clicked = 0
  await page.exposeFunction('benchClicked', (time: number) => {
    clicked = time
  })
  const left = new Promise<number>((resolve) => {
    devTools.on('Network.requestWillBeSent', ({ request, wallTime }) => {
      if (request.url.startsWith(hostedUrl)) resolve(wallTime * 1_000)
    })
  })
  await page.goto(url)
  // Interception would add to each request.
  await context.unrouteAll()
  await page.locator('faceid-h5 button').first().waitFor()
  await page.waitForLoadState('networkidle')
  await devTools.send('Network.emulateNetworkConditions', slow)
  const touch = async (selector: string, milliseconds: number) => {
    const box = await page.locator(selector).first().boundingBox()
    if (!box) throw new Error(`${selector} is not visible`)
    const touchPoints = [{ x: box.x + box.width / 2, y: box.y + box.height / 2 }]
    await devTools.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints })
    await sleep(milliseconds)
    await devTools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  }
  if (attributes.includes('consent')) await touch('input[type=checkbox]', 80)
  await sleep(waitMs ?? 0)
  await touch('faceid-h5 button', held)
  const time = (await left) - clicked
  await context.close()
  return time
}

async function layoutShift(browser: Browser, relay: Server, sandbox: SandboxServer) {
  const { context, page, url } = await openPhone(browser, relay, '')
  const shift = async () => Number(await page.evaluate('bench.shift'))
  await page.goto(url)
  await page.locator('faceid-h5 button').first().waitFor()
  await page.waitForLoadState('networkidle')
  await sleep(500)
  const before = await shift()
  await page.locator('faceid-h5 button').first().tap()
  await page.waitForURL(`${sandbox.url}/**`)
  const token = (await sandbox.tokens()).at(-1)
  await sandbox.finish({}, token?.bizToken)
  // Playwright does not intercept what a redirect leads to.
  await fetch(token?.request.RedirectUrl ?? '', { redirect: 'manual' })
  await page.goto(url)
  await page.waitForSelector('input[name=faceid-token]:not([value=""])', { state: 'attached' })
  await sleep(500)
  const after = await shift()
  await context.close()
  return before + after
}
