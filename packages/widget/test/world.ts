import { type Browser, chromium } from '@playwright/test'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { launchOptions } from '../../../.config/chromium.js'
import { type Opening, open, shop } from './browser.js'
import { relayServer, type TestRelay } from './relay-server.js'

/** One browser for a file of tests; for every test a relay of its own, with a shop beside it. */
export function world() {
  let browser: Browser
  let relay: TestRelay
  beforeAll(async () => {
    browser = await chromium.launch(launchOptions)
  })
  beforeEach(async () => {
    relay = await relayServer()
    relay.pages['/shop'] = shop()
  })
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close()
    await relay.close()
  })
  afterAll(() => browser?.close())
  return {
    get relay(): TestRelay {
      return relay
    },
    /** The relay was asked to start, or the merchant's `start-url` was. */
    starts: () => relay.asked.filter(({ call }) => call.startsWith('POST')),
    /** Opens the shop, in a browser with nothing in its storage. */
    openShop: (options: Opening & { query?: string } = {}) =>
      open(browser, `${relay.origin}/shop${options.query ?? ''}`, options),
    /** Gives the shop a script of its own, in a file as a strict policy wants it, before ours. */
    withScript(script: string, page = shop()): void {
      relay.pages['/own.js'] = script
      relay.pages['/shop'] = page.replace('<main>', '<script src="/own.js"></script><main>')
    },
  }
}
