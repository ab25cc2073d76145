import { type Browser, type BrowserContextOptions, chromium, type Page } from '@playwright/test'
import type { TestRelay } from './relay-server.js'

/** Chromium as root needs the first switch; the others keep it from calling home. */
export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

export const userAgents = {
  wechatIos:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.61(0x18003d2a) NetType/WIFI Language/zh_CN',
  safariIos:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 Mobile/15E148 Safari/604.1',
  chromeWindows:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36',
}

export const strictPolicy = (relay: TestRelay): string =>
  `default-src 'none'; script-src ${relay.origin}; connect-src ${relay.origin}; style-src ${relay.origin}; img-src data:`

/** A merchant's page with the script tag. */
export const shop = (attributes = '', more = ''): string => `
  <title>Shop</title>
  <form action="/apply"><faceid-h5 scene="member" reference="order-1" locale="en" ${attributes}></faceid-h5></form>
  ${more}
  <script src="/faceid/faceid-h5.js"></script>`

export async function open(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 375, height: 812 },
    userAgent: userAgents.wechatIos,
    ...options,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  await page.goto(address)
  return page
}
