import type { Page } from '@playwright/test'
import { expect, test } from 'vitest'
import { shop } from './browser.js'
import { button } from './steps.js'
import { world } from './world.js'

const here = world()

const main = (page: Page) => page.getByRole('button').first()
const style = (page: Page, part: string, property: string) =>
  page
    .locator(`[part=${part}]`)
    .first()
    .evaluate((node, name) => getComputedStyle(node).getPropertyValue(name), property)

test('without a locale it speaks the page’s language, then the user’s', async () => {
  const page = await here.openShop({ locale: 'zh-HK' })
  await page.getByRole('button', { name: 'Verify my face' }).waitFor()
  here.relay.pages['/shop'] = shop().replace('<html lang="en">', '')
  await page.reload()
  await page.getByRole('button', { name: '開始人臉識別' }).waitFor()
})

test.each(['zh-CN', 'en'])('in %s no text is cut off, at any size', async (locale) => {
  here.relay.pages['/shop'] = shop(`locale="${locale}" consent-version="1" consent-url="/rules"`)
  const page = await here.openShop({ viewport: { width: 320, height: 640 } })
  await main(page).waitFor()
  for (const size of [17, 24, 34]) {
    const cut = await page.locator('faceid-h5').evaluate((element, size) => {
      element.setAttribute('style', `--faceid-size: ${size}px`)
      const parts = [...(element.shadowRoot?.querySelectorAll('[part]') ?? [])]
      const page = document.documentElement
      return [page, ...parts].filter((node) => node.scrollWidth > node.clientWidth + 1).map(String)
    }, size)
    expect(cut).toEqual([])
  }
})

test('the keyboard alone is enough; focus and live region stay through every change', async () => {
  let release: () => void = () => {}
  here.relay.hold = () => new Promise((resolve) => (release = resolve))
  const page = await here.openShop()
  const region = await page.getByRole('status').elementHandle()
  await page.keyboard.press('Tab')
  expect(await style(page, 'button', 'outline-style')).toBe('solid')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'One moment' }).waitFor()
  expect(await focused(page)).toBe('One moment')
  here.relay.hold = undefined
  here.relay.problems.POST = { status: 403, code: 'scene_unknown', detail: '', retryable: false }
  release()
  await page.getByRole('button', { name: 'Try again' }).waitFor()
  // The main button is gone: the title takes the focus.
  expect(await focused(page)).toBe('Not available right now')
  expect(await region?.evaluate((node) => node.isConnected && node.textContent)).toContain(
    'Not available right now',
  )
})

test('a page whose focus is elsewhere keeps it there', async () => {
  here.relay.pages['/shop'] = shop('', '<input id="other" aria-label="Other">')
  const page = await here.openShop()
  await page.locator('#other').focus()
  await page.evaluate(() => document.querySelector('faceid-h5')?.reset())
  await main(page).waitFor()
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('other')
})

test('custom properties and parts change the look from outside', async () => {
  here.relay.pages['/own.css'] = ''
  here.relay.pages['/shop'] = shop().replace(
    '<main>',
    `<style>
      faceid-h5 { --faceid-action: rgb(1, 2, 3); --faceid-radius: 3px }
      faceid-h5::part(title) { color: rgb(4, 5, 6) }
    </style><main>`,
  )
  const page = await here.openShop()
  await main(page).waitFor()
  expect(await style(page, 'button', 'background-color')).toBe('rgb(1, 2, 3)')
  expect(await style(page, 'panel', 'border-top-left-radius')).toBe('3px')
  expect(await style(page, 'title', 'color')).toBe('rgb(4, 5, 6)')
})

test('it is dark and calm if the user wants that, unless the page says that it is light', async () => {
  here.relay.hold = () => new Promise(() => {})
  const page = await here.openShop({ colorScheme: 'dark', reducedMotion: 'reduce' })
  const duration = () =>
    page.locator('rect').evaluate((node) => getComputedStyle(node).animationDuration)
  await main(page).click()
  expect(await duration()).toBe('9s')
  await page.emulateMedia({ reducedMotion: 'no-preference' })
  expect(await duration()).toBe('1.6s')
  expect(await style(page, 'panel', 'background-color')).toBe('rgb(30, 30, 30)')
  await page.evaluate(() => document.querySelector('faceid-h5')?.setAttribute('theme', 'light'))
  expect(await style(page, 'panel', 'background-color')).toBe('rgb(255, 255, 255)')
})

test('what a text or an advice says is text, not markup', async () => {
  const page = await here.openShop()
  await page.evaluate(() => {
    const element = document.querySelector('faceid-h5')
    if (element) element.messages = { intro: '<img src=x onerror="document.title=1">' }
  })
  await page.getByText('<img src=x').waitFor()
  expect(await page.title()).toBe('Shop')
})

async function focused(page: Page): Promise<string | null | undefined> {
  return page.evaluate(
    () => document.querySelector('faceid-h5')?.shadowRoot?.activeElement?.textContent,
  )
}

test('the words keep to the same room however long they are, so that nothing shifts', async () => {
  const page = await here.openShop()
  const status = page.getByRole('status')
  await button(page).waitFor()
  const english = await status.boundingBox()
  const words = await status.textContent()
  await page.locator('faceid-h5').evaluate((element) => element.setAttribute('locale', 'zh-CN'))
  await status.getByText('核身').first().waitFor()
  const chinese = await status.boundingBox()
  expect(await status.textContent()).not.toBe(words)
  expect([chinese?.x, chinese?.width]).toEqual([english?.x, english?.width])
})
