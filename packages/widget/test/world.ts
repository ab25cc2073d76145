import { type Browser, chromium } from '@playwright/test'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { launchOptions } from '../../../.config/chromium.js'
import { type Opening, open, shop } from './browser.js'
import { relayServer, type TestRelay } from './relay-server.js'

/** One browser and one server for a file; fresh answers and a fresh browser profile for each test. */
export function world() {
  let browser: Browser
  let relay: TestRelay
  beforeAll(async () => {
    // A secure context, as a production page is, but not the developer's own machine.
    relay = await relayServer('shop.localhost')
    browser = await chromium.launch(launchOptions)
  })
  beforeEach(() => {
    relay.renew()
    relay.pages['/shop'] = shop()
  })
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close()
  })
  afterAll(async () => {
    await browser?.close()
    await relay?.close()
  })
  return {
    get relay(): TestRelay {
      return relay
    },
    get browser(): Browser {
      return browser
    },
    /** The starts that the relay or the merchant's `start-url` has received. */
    starts: () => relay.asked.filter(({ call }) => call.startsWith('POST')),
    /** Opens the shop in a browser with empty storage. */
    openShop: (options: Opening & { query?: string } = {}) =>
      open(browser, `${relay.origin}/shop${options.query ?? ''}`, options),
    begin,
    /** The user has started, been on the hosted page, and comes back. */
    backInShop: async () => open(browser, `${relay.origin}/shop`, { kept: await begin() }),
    /** Gives the shop a script file that runs before the widget's. */
    withScript(script: string, page = shop()): void {
      relay.pages['/own.js'] = script
      relay.pages['/shop'] = page.replace('<main>', '<script src="/own.js"></script><main>')
    },
  }
  /** Starts a verification as an earlier page has. */
  async function begin(): Promise<Opening['kept']> {
    const body = { scene: 'member', reference: 'order-1', modes: ['native'], returnUrl: '/' }
    const { port } = new URL(relay.origin)
    const address = `http://127.0.0.1:${port}/faceid/v1/verifications`
    const response = await fetch(address, { method: 'POST', body: JSON.stringify(body) })
    return [`faceid-h5 ${relay.address} member order-1`, await response.text()]
  }
}
