import type { Browser, Page } from '@playwright/test'
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

const passed = { status: 'passed', final: true, nextPollAfterMs: 0, resultToken: 'token' } as const
const starts = () => relay.asked.filter(({ call }) => call.startsWith('POST'))
const button = (page: Page, name: string) => page.getByRole('button', { name })
const title = (page: Page, text: string) =>
  page.locator('[part=title]').getByText(text, { exact: true }).waitFor()
const atHostedPage = (page: Page) => page.getByText('Hosted page').waitFor()
const field = (page: Page) => page.locator('input[name=faceid-token]').inputValue()

test('the journey ends with the token in the form, the address as it was to the letter', async () => {
  relay.headers['content-security-policy'] = strictPolicy(relay)
  const address = `${relay.origin}/shop?x=1&y=%20+#/apply?z=2&`
  const page = await open(browser, address)
  await button(page, 'Verify my face').click()
  await atHostedPage(page)
  relay.outcome = passed
  await page.getByRole('link', { name: 'done' }).click()
  await title(page, 'Verified')
  expect(page.url()).toBe(address)
  expect(await field(page)).toBe('token')
})

test('nothing is asked and nothing starts before the first sign of a tap', async () => {
  const page = await open(browser, `${relay.origin}/shop`)
  await button(page, 'Verify my face').waitFor()
  expect(relay.asked).toEqual([])
})

test('the first touch prepares, so that the tap only navigates', async () => {
  const page = await open(browser, `${relay.origin}/shop`)
  const asked = page.waitForResponse((response) => response.url().endsWith('/v1/verifications'))
  await button(page, 'Verify my face').dispatchEvent('pointerdown')
  await asked
  expect(starts()).toHaveLength(1)
  await button(page, 'Verify my face').click()
  await atHostedPage(page)
  expect(starts()).toHaveLength(1)
})

test('with prepare="off" only the tap asks', async () => {
  relay.pages['/shop'] = shop('prepare="off"')
  const page = await open(browser, `${relay.origin}/shop`)
  await button(page, 'Verify my face').dispatchEvent('pointerdown')
  await button(page, 'Verify my face').focus()
  await page.evaluate(() => fetch('/faceid/v1/scenes/marker'))
  expect(starts()).toHaveLength(0)
})

test('taps upon taps, while the relay is slow, make one verification', async () => {
  let release: () => void = () => {}
  relay.hold = () => new Promise((resolve) => (release = resolve))
  const page = await open(browser, `${relay.origin}/shop`)
  await button(page, 'Verify my face').dblclick()
  await button(page, 'Opening').click({ force: true })
  relay.hold = undefined
  release()
  await atHostedPage(page)
  expect(starts()).toHaveLength(1)
})

test('the back button without finishing offers to go on, on the same verification', async () => {
  const page = await open(browser, `${relay.origin}/shop`)
  await button(page, 'Verify my face').click()
  await atHostedPage(page)
  await page.goBack()
  await button(page, 'Continue').click()
  await atHostedPage(page)
  expect(starts()).toHaveLength(1)
})

test('a failed attempt is tried again on the same verification, and can pass', async () => {
  const page = await open(browser, `${relay.origin}/shop`)
  await button(page, 'Verify my face').click()
  const reason = { code: 'light_or_distance', advice: 'Find more light.', retry: true } as const
  relay.outcome = { status: 'failed', reason, nextPollAfterMs: 60_000 }
  await page.getByRole('link', { name: 'done' }).click()
  await page.getByText('Find more light.').waitFor()
  expect(await field(page)).toBe('')
  await button(page, 'Try again').click()
  relay.outcome = passed
  await page.getByRole('link', { name: 'done' }).click()
  await title(page, 'Verified')
  expect(starts()).toHaveLength(1)
})

test('one that has expired says so, and the next is new', async () => {
  const page = await open(browser, `${relay.origin}/shop`)
  await button(page, 'Verify my face').click()
  await atHostedPage(page)
  relay.outcome = { status: 'expired', final: true, nextPollAfterMs: 0 }
  await page.goto(`${relay.origin}/shop`)
  await title(page, 'Time is up')
  relay.outcome = {}
  await button(page, 'Start again').click()
  await atHostedPage(page)
  expect(starts()).toHaveLength(2)
})

test('starting again leads back to the beginning', async () => {
  const page = await open(browser, `${relay.origin}/shop`)
  await button(page, 'Verify my face').click()
  await atHostedPage(page)
  await page.goto(`${relay.origin}/shop`)
  await button(page, 'Start again').click()
  await button(page, 'Verify my face').click()
  await atHostedPage(page)
  expect(starts()).toHaveLength(2)
})

test('the outcome is there again after a reload, with a token of its own', async () => {
  const page = await open(browser, `${relay.origin}/shop`)
  await button(page, 'Verify my face').click()
  await atHostedPage(page)
  relay.outcome = passed
  await page.goto(`${relay.origin}/shop`)
  await title(page, 'Verified')
  relay.outcome = { ...passed, resultToken: 'another' }
  await page.reload()
  await title(page, 'Verified')
  expect(await field(page)).toBe('another')
})

test('another reference in the same browser sees nothing of the first', async () => {
  const page = await open(browser, `${relay.origin}/shop`)
  await button(page, 'Verify my face').click()
  await atHostedPage(page)
  relay.outcome = passed
  relay.pages['/shop'] = shop().replace('order-1', 'order-2')
  await page.goto(`${relay.origin}/shop`)
  await button(page, 'Verify my face').waitFor()
  expect(await field(page)).toBe('')
})

test('the history and its state are the page’s own', async () => {
  const page = await open(browser, `${relay.origin}/shop#/one`)
  await page.evaluate(() => {
    history.pushState({ at: 'two' }, '', '#/two')
    history.pushState({ at: 'three' }, '', '#/three')
  })
  await button(page, 'Verify my face').click()
  await page.getByRole('link', { name: 'done' }).waitFor()
  await page.goBack()
  await button(page, 'Continue').waitFor()
  const seen = await page.evaluate(() => [location.hash, history.state.at])
  expect(seen).toEqual(['#/three', 'three'])
  await page.goBack()
  expect(await page.evaluate(() => [location.hash, history.state.at])).toEqual(['#/two', 'two'])
})

test('the consent comes first, nothing is prepared before, and its version goes along', async () => {
  relay.pages['/shop'] = shop('consent-version="2026-01" consent-url="/rules"')
  const page = await open(browser, `${relay.origin}/shop`)
  await button(page, 'Verify my face').click()
  await page.getByText('Please tick the box first').waitFor()
  expect(starts()).toHaveLength(0)
  const box = page.getByRole('checkbox')
  expect(await box.evaluate((input) => input.matches(':focus'))).toBe(true)
  await page.keyboard.press('Space')
  expect(await page.getByText('Please tick the box first').count()).toBe(0)
  await button(page, 'Verify my face').click()
  await atHostedPage(page)
  expect(starts()[0]?.body?.consentVersion).toBe('2026-01')
})

test('a new verification after an expired one asks for the consent again', async () => {
  relay.pages['/shop'] = shop('consent-version="2026-01" consent-url="/rules"')
  const page = await open(browser, `${relay.origin}/shop`)
  await page.getByRole('checkbox').check()
  await button(page, 'Verify my face').click()
  await atHostedPage(page)
  relay.outcome = { status: 'expired', final: true, nextPollAfterMs: 0 }
  await page.goto(`${relay.origin}/shop`)
  await button(page, 'Start again').click()
  expect(await page.getByRole('checkbox').isChecked()).toBe(false)
  expect(starts()).toHaveLength(1)
})

test('an attempt begun with consent goes on without asking for it again', async () => {
  relay.pages['/shop'] = shop('consent-version="2026-01" consent-url="/rules"')
  const page = await open(browser, `${relay.origin}/shop`)
  await page.getByRole('checkbox').check()
  await button(page, 'Verify my face').click()
  await atHostedPage(page)
  await page.goto(`${relay.origin}/shop`)
  await button(page, 'Continue').click()
  await atHostedPage(page)
  expect(starts()).toHaveLength(1)
})

test('a navigation that never leaves the page is noticed', async () => {
  const page = await open(browser, `${relay.origin}/shop`)
  await page.clock.install()
  await page.reload()
  // A browser stays where it is when there is no content.
  relay.problems.hosted = { status: 204, code: 'internal', detail: '', retryable: false }
  await button(page, 'Verify my face').click()
  await page.waitForFunction(() => document.querySelector('faceid-h5')?.state === 'going')
  await page.clock.fastForward(11_000)
  await page.clock.fastForward(1_000)
  await button(page, 'Continue').waitFor()
})

test('a page that stays open has a fresh token, and is not told the same news twice', async () => {
  relay.pages['/shop'] = shop('', '<script src="/count.js"></script>')
  relay.pages['/count.js'] = 'results = 0; addEventListener("faceid-result", () => results++)'
  const page = await open(browser, `${relay.origin}/shop`)
  await button(page, 'Verify my face').click()
  await atHostedPage(page)
  relay.outcome = passed
  await page.clock.install()
  await page.goto(`${relay.origin}/shop`)
  await title(page, 'Verified')
  relay.outcome = { ...passed, resultToken: 'fresh' }
  await page.clock.fastForward(8 * 60_000)
  await page.waitForFunction(
    () => document.querySelector('faceid-h5')?.result?.resultToken === 'fresh',
  )
  expect(await field(page)).toBe('fresh')
  expect(await page.evaluate('results')).toBe(1)
})

test('polling pauses while the page is hidden and goes on when it is looked at', async () => {
  const page = await open(browser, `${relay.origin}/shop`)
  await button(page, 'Verify my face').click()
  await atHostedPage(page)
  await page.clock.install()
  await page.goto(`${relay.origin}/shop`)
  await button(page, 'Continue').waitFor()
  await show(page, false)
  const before = relay.asked.length
  await page.clock.fastForward(60_000)
  await page.evaluate(() => fetch('/faceid/v1/scenes/marker'))
  expect(relay.asked.length).toBe(before + 1)
  relay.outcome = passed
  await show(page, true)
  await title(page, 'Verified')
})

test('an error goes away by itself when the network is back', async () => {
  const page = await open(browser, `${relay.origin}/shop`)
  await button(page, 'Verify my face').click()
  await atHostedPage(page)
  relay.problems.verifications = { status: 503, code: 'provider_busy', detail: '', retryable: true }
  await page.goto(`${relay.origin}/shop`)
  await title(page, 'Cannot connect right now')
  relay.problems.verifications = undefined
  await page.evaluate(() => dispatchEvent(new Event('online')))
  await button(page, 'Continue').waitFor()
})

async function show(page: Page, visible: boolean): Promise<void> {
  await page.evaluate((hidden) => {
    Object.defineProperty(document, 'hidden', { value: hidden, configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  }, !visible)
}
