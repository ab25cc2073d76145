import type { Page, Request } from '@playwright/test'
import { expect, test } from 'vitest'
import { shop, strictPolicy } from './browser.js'
import { atHostedPage, button, field, passed, title } from './steps.js'
import { world } from './world.js'

const here = world()

const colour = (page: Page) =>
  button(page).evaluate((node) => getComputedStyle(node).backgroundColor)
const green = 'rgb(6, 136, 63)'

test('under a strict policy the journey ends with the token in the form, and changes nothing else', async () => {
  here.relay.headers['content-security-policy'] = strictPolicy(here.relay)
  here.withScript(`
    calls = []
    for (const name of ['pushState', 'replaceState']) {
      const own = history[name]
      history[name] = function () { calls.push(name); return own.apply(this, arguments) }
    }`)
  const query = '?x=1&y=%20+#/apply?z=2&'
  const page = await here.openShop({ query })
  const lines: string[] = []
  // What the policy blocks is an error there.
  page.on('console', (message) => lines.push(message.text()))
  expect(await colour(page)).toBe(green)
  expect(here.relay.asked).toEqual([])
  await button(page).click()
  await atHostedPage(page)
  here.relay.outcome = passed
  await page.getByRole('link', { name: 'done' }).click()
  await title(page, 'Verified')
  expect(await page.evaluate('calls')).toEqual([])
  expect(lines).toEqual([])
  expect(page.url()).toBe(`${here.relay.origin}/shop${query}`)
  expect(await field(page)).toBe('token')
})

test('without adopted style sheets it takes the file beside the script, under the same policy', async () => {
  here.relay.headers['content-security-policy'] = strictPolicy(here.relay)
  here.withScript(
    'delete ShadowRoot.prototype.adoptedStyleSheets; delete Document.prototype.adoptedStyleSheets; delete CSSStyleSheet.prototype.replaceSync',
  )
  const page = await here.openShop()
  await expect.poll(() => colour(page), { timeout: 110_000 }).toBe(green)
})

test('where the newer half of the platform is missing, the whole journey still works', async () => {
  here.withScript(`
    for (const [owner, names] of [
      [Object, ['hasOwn']],
      [Array.prototype, ['at', 'flat', 'flatMap', 'findLast']],
      [String.prototype, ['at', 'replaceAll', 'matchAll', 'trimEnd']],
      [AbortSignal, ['any', 'timeout']],
      [AbortSignal.prototype, ['throwIfAborted']],
      [Promise, ['allSettled', 'any']],
      [URLSearchParams.prototype, ['size']],
      [Element.prototype, ['replaceChildren', 'moveBefore']],
      [Node.prototype, ['moveBefore']],
      [window, ['globalThis', 'structuredClone', 'queueMicrotask', 'PointerEvent', 'ResizeObserver', 'WeakRef']],
      [crypto, ['randomUUID']],
      [navigator, ['clipboard']],
    ]) for (const name of names) delete owner[name]
    Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined })
  `)
  const page = await here.openShop()
  const failures: string[] = []
  page.on('pageerror', (error) => failures.push(error.message))
  await button(page).click()
  here.relay.outcome = passed
  await page.getByRole('link', { name: 'done' }).click()
  await title(page, 'Verified')
  expect(failures).toEqual([])
})

test('the first touch prepares, so that the tap only navigates', async () => {
  const page = await here.openShop()
  const asked = page.waitForResponse((response) => response.url().endsWith('/v1/verifications'))
  await button(page).dispatchEvent('pointerdown')
  await asked
  expect(here.starts()).toHaveLength(1)
  await button(page).click()
  await atHostedPage(page)
  expect(here.starts()).toHaveLength(1)
})

test('with prepare="off" only the tap asks', async () => {
  here.relay.pages['/shop'] = shop('prepare="off"')
  const page = await here.openShop()
  await button(page).dispatchEvent('pointerdown')
  await button(page).focus()
  await page.evaluate(() => fetch('/faceid/v1/scenes/marker'))
  expect(here.starts()).toHaveLength(0)
})

/** A page whose clock stands still: the shop is loaded after the clock is installed. */
async function openWithClock(attributes: string, top = '') {
  here.relay.pages['/shop'] = '<!doctype html><title>Empty</title>'
  const page = await here.openShop()
  await page.clock.install()
  here.relay.pages['/shop'] = shop(attributes).replace('<main>', `<main>${top}`)
  await page.reload()
  await button(page).waitFor()
  return page
}

/** Passes the time in steps until the page asks for an address: one step more could be its timeout. */
async function passTime(page: Page, stepMs: number, firstMs = stepMs): Promise<void> {
  let asked = false
  const watch = (request: Request) => {
    asked ||= request.method() === 'POST'
  }
  page.on('request', watch)
  for (let ms = firstMs; !asked; ms = stepMs) {
    await page.clock.fastForward(ms)
    // A round trip after the request that the step may have sent.
    await page.evaluate(() => fetch('/shop', { method: 'HEAD' }))
  }
  page.off('request', watch)
}

test('with prepare="visible" the address is fetched once it is seen, and the tap only navigates', async () => {
  const page = await openWithClock('prepare="visible"', '<div style="height: 3000px"></div>')
  await page.clock.fastForward(5_000)
  await page.evaluate(() => fetch('/shop', { method: 'HEAD' }))
  expect(here.starts()).toHaveLength(0)
  await page.locator('faceid-h5').scrollIntoViewIfNeeded()
  await passTime(page, 1_000)
  await page.evaluate(() => fetch('/faceid/v1/scenes/marker'))
  const order: string[] = []
  page.on('request', (request) => order.push(new URL(request.url()).pathname))
  await button(page).click()
  await atHostedPage(page)
  expect(order[0]).toBe('/faceid/v1/hosted/0')
  expect(here.starts()).toHaveLength(1)
})

test('with prepare="visible" an address is refreshed before it expires', async () => {
  const page = await openWithClock('prepare="visible"')
  await passTime(page, 1_000)
  // The relay's clock stands still: by the page's clock the second address is open for hours.
  here.relay.started = { openUntil: Date.now() + 4 * 7_200_000 }
  await passTime(page, 60_000, 7_150_000)
  await button(page).click()
  await page.waitForURL('**/hosted/1')
  expect(here.starts()).toHaveLength(2)
})

test('with prepare="visible" nothing is fetched before the consent', async () => {
  const page = await openWithClock('prepare="visible" consent-version="1"')
  await page.clock.fastForward(5_000)
  await page.evaluate(() => fetch('/shop', { method: 'HEAD' }))
  expect(here.starts()).toHaveLength(0)
  // The response, not the request: what arrives later would count as a start of the next test.
  const prepared = page.waitForResponse('**/v1/verifications')
  await page.getByRole('checkbox').check()
  await prepared
})

test('after two hours the old hosted page is not offered any more', async () => {
  here.relay.started = { openUntil: Date.now() - 1 }
  const page = await here.backInShop()
  await button(page, 'Start again').waitFor()
  expect(await button(page, 'Continue').count()).toBe(0)
})

test('the outcome is there again after a reload, with a token of its own', async () => {
  here.relay.outcome = passed
  const page = await here.backInShop()
  await title(page, 'Verified')
  here.relay.outcome = { ...passed, resultToken: 'another' }
  await page.reload()
  await title(page, 'Verified')
  expect(await field(page)).toBe('another')
})
