import type { Browser } from '@playwright/test'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { launch, open, shop, strictPolicy } from './browser.js'
import { relayServer, type TestRelay } from './relay-server.js'

let browser: Browser
let relay: TestRelay

beforeAll(async () => {
  browser = await launch()
})
beforeEach(async () => {
  relay = await relayServer()
  relay.pages['/shop'] = shop()
})
afterEach(async () => {
  for (const context of browser.contexts()) await context.close()
  await relay.close()
})
afterAll(() => browser.close())

test('the journey ends with the token in the form, the address as it was', async () => {
  relay.headers['content-security-policy'] = strictPolicy(relay)
  const address = `${relay.origin}/shop?x=1&y=%20#/apply?z=2`
  const page = await open(browser, address)
  await page.getByRole('button', { name: 'Verify my face' }).click()
  await page.getByText('Hosted page').waitFor()
  relay.outcome = { status: 'passed', final: true, nextPollAfterMs: 0, resultToken: 'token' }
  await page.getByRole('link', { name: 'done' }).click()
  await page.getByText('Verified').waitFor()
  expect(page.url()).toBe(address)
  expect(await page.locator('input[name=faceid-token]').inputValue()).toBe('token')
})
