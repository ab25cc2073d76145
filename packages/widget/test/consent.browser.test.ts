import { expect, test } from 'vitest'
import { shop } from './browser.js'
import { atHostedPage, button } from './steps.js'
import { world } from './world.js'

const here = world()

test('the consent comes first, nothing is prepared before, and its version goes along', async () => {
  here.relay.pages['/shop'] = shop('consent-version="2026-01" consent-url="/rules"')
  const page = await here.openShop()
  await button(page).click()
  await page.getByText('Please tick the box first').waitFor()
  expect(here.starts()).toHaveLength(0)
  const box = page.getByRole('checkbox')
  expect(await box.evaluate((input) => input.matches(':focus'))).toBe(true)
  await page.keyboard.press('Space')
  expect(await page.getByText('Please tick the box first').count()).toBe(0)
  await button(page).click()
  await atHostedPage(page)
  expect(here.starts()[0]?.body?.consentVersion).toBe('2026-01')
})

test('the tick prepares, so that the tap only has to leave', async () => {
  here.relay.pages['/shop'] = shop('consent-version="2026-01"')
  const page = await here.openShop()
  const prepared = page.waitForResponse((answer) => answer.request().method() === 'POST')
  await page.getByRole('checkbox').check()
  await prepared
  expect(here.starts()[0]?.body?.consentVersion).toBe('2026-01')
  await button(page).click()
  await atHostedPage(page)
  expect(here.starts()).toHaveLength(1)
})

test('the tick prepares nothing where nothing is to be prepared', async () => {
  here.relay.pages['/shop'] = shop('consent-version="2026-01" prepare="off"')
  const page = await here.openShop()
  await page.getByRole('checkbox').check()
  // What the tick had sent would have gone before this.
  await page.evaluate(() => fetch('/shop', { method: 'HEAD' }))
  expect(here.starts()).toHaveLength(0)
  await button(page).click()
  await atHostedPage(page)
  expect(here.starts()).toHaveLength(1)
})

test('a new verification after an expired one asks for the consent again', async () => {
  here.relay.pages['/shop'] = shop('consent-version="2026-01" consent-url="/rules"')
  const page = await here.openShop()
  await page.getByRole('checkbox').check()
  await button(page).click()
  await atHostedPage(page)
  here.relay.outcome = { status: 'expired', final: true, nextPollAfterMs: 0 }
  await page.goto(`${here.relay.origin}/shop`)
  await button(page, 'Start again').click()
  expect(await page.getByRole('checkbox').isChecked()).toBe(false)
  expect(here.starts()).toHaveLength(1)
})

test('an attempt begun with consent goes on without asking for it again', async () => {
  here.relay.pages['/shop'] = shop('consent-version="2026-01" consent-url="/rules"')
  const page = await here.openShop()
  await page.getByRole('checkbox').check()
  await button(page).click()
  await atHostedPage(page)
  await page.goto(`${here.relay.origin}/shop`)
  await button(page, 'Continue').click()
  await atHostedPage(page)
  expect(here.starts()).toHaveLength(1)
})

test.each([
  ['/rules', '/rules'],
  ['rules?v=2#top', '/rules?v=2#top'],
  ['https://shop.example/rules', 'https://shop.example/rules'],
])('the text at %s can be read', async (written, led) => {
  here.relay.pages['/shop'] = shop(`consent-version="2026-01" consent-url="${written}"`)
  const page = await here.openShop()
  const link = page.getByRole('link')
  await link.waitFor()
  const address = await link.evaluate((anchor) => (anchor as HTMLAnchorElement).href) // by its role
  expect(address).toBe(new URL(led, here.relay.origin).href)
})

test.each([
  'javascript:alert(1)',
  ' JaVa&#9;script:alert(1)',
  'data:text/html,rules',
  'blob:https://shop.example/1',
  'weixin://rules',
  'https://',
])('%j is no link, and the choice is there all the same', async (written) => {
  here.relay.pages['/shop'] = shop(`consent-version="2026-01" consent-url="${written}"`)
  const page = await here.openShop()
  await page.getByRole('checkbox').waitFor()
  expect(await page.locator('faceid-h5 a').count()).toBe(0)
})
