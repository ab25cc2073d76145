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

test('a new verification after an expired one asks for the consent again', async () => {
  here.relay.pages['/shop'] = shop('consent-version="2026-01" consent-url="/rules"')
  here.relay.outcome = { status: 'expired', final: true, nextPollAfterMs: 0 }
  const page = await here.backInShop()
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

test('the text is a link to an address of the web and to nothing else', async () => {
  here.relay.pages['/shop'] = shop('consent-version="2026-01"')
  const page = await here.openShop()
  await page.getByRole('checkbox').waitFor()
  const addresses = {
    '/rules': `${here.relay.origin}/rules`,
    'rules?v=2#top': `${here.relay.origin}/rules?v=2#top`,
    'https://shop.example/rules': 'https://shop.example/rules',
    'javascript:alert(1)': undefined,
    ' JaVa\tscript:alert(1)': undefined,
    'data:text/html,rules': undefined,
    'blob:https://shop.example/1': undefined,
    'weixin://rules': undefined,
    'https://': undefined,
  }
  for (const [written, address] of Object.entries(addresses)) {
    const link = await page.locator('faceid-h5').evaluate((element, url) => {
      element.setAttribute('consent-url', url)
      return element.shadowRoot?.querySelector('a')?.href
    }, written)
    expect([written, link]).toEqual([written, address])
    expect(await page.getByRole('checkbox').isVisible()).toBe(true)
  }
})
