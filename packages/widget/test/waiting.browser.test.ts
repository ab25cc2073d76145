import type { Page } from '@playwright/test'
import { expect, test } from 'vitest'
import { button, field, passed, title } from './steps.js'
import { world } from './world.js'

const here = world()

test('a navigation that never leaves the page is noticed', async () => {
  const page = await here.openShop()
  await page.clock.install()
  await page.reload()
  // A browser stays where it is when there is no content.
  here.relay.problems.hosted = { status: 204, code: 'internal', detail: '', retryable: false }
  await button(page).click()
  await page.waitForFunction(() => document.querySelector('faceid-h5')?.state === 'going')
  await page.clock.fastForward(11_000)
  await page.clock.fastForward(1_000)
  await button(page, 'Continue').waitFor()
})

test('a page that stays open has a fresh token, and is not told the same news twice', async () => {
  here.withScript('results = 0; addEventListener("faceid-result", () => results++)')
  here.relay.outcome = passed
  const page = await here.backInShop()
  await page.clock.install()
  await page.reload()
  await title(page, 'Verified')
  here.relay.outcome = { ...passed, resultToken: 'fresh' }
  await page.clock.fastForward(8 * 60_000)
  await page.waitForFunction(
    () => document.querySelector('faceid-h5')?.result?.resultToken === 'fresh',
  )
  expect(await field(page)).toBe('fresh')
  expect(await page.evaluate('results')).toBe(1)
})

test('polling pauses while the page is hidden and goes on when it is looked at', async () => {
  const page = await here.backInShop()
  await page.clock.install()
  await page.reload()
  await button(page, 'Continue').waitFor()
  await show(page, false)
  // Sent from now on; an earlier poll may still be on its way.
  const sent: string[] = []
  page.on('request', (request) => sent.push(new URL(request.url()).pathname))
  await page.clock.fastForward(60_000)
  await page.evaluate(() => fetch('/faceid/v1/scenes/marker'))
  expect(sent).toEqual(['/faceid/v1/scenes/marker'])
  here.relay.outcome = passed
  await show(page, true)
  await title(page, 'Verified')
})

test('an error goes away by itself when the network is back', async () => {
  here.relay.problems.verifications = {
    status: 503,
    code: 'provider_busy',
    detail: '',
    retryable: true,
  }
  const page = await here.backInShop()
  await title(page, 'Cannot connect right now')
  here.relay.problems.verifications = undefined
  await page.evaluate(() => dispatchEvent(new Event('online')))
  await button(page, 'Continue').waitFor()
})

async function show(page: Page, visible: boolean): Promise<void> {
  await page.evaluate((hidden) => {
    Object.defineProperty(document, 'hidden', { value: hidden, configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  }, !visible)
}
