import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expect, test } from 'vitest'
import { shop, strictPolicy } from './browser.js'
import { atHostedPage, button, passed, title } from './steps.js'
import { world } from './world.js'

const here = world()

const colour = (page: Page) =>
  button(page).evaluate((node) => getComputedStyle(node).backgroundColor)
const green = 'rgb(6, 136, 63)'

test('a strict Content-Security-Policy lets it work and look as it should', async () => {
  here.relay.headers['content-security-policy'] = strictPolicy(here.relay)
  here.withScript(
    'blocked = []; document.addEventListener("securitypolicyviolation", (event) => blocked.push(event.violatedDirective))',
  )
  const page = await here.openShop()
  expect(await colour(page)).toBe(green)
  await page.evaluate(() => document.querySelector('faceid-h5')?.check())
  expect(await page.evaluate('blocked')).toEqual([])
})

test('without adopted style sheets it takes the file beside the script, under the same policy', async () => {
  here.relay.headers['content-security-policy'] = strictPolicy(here.relay)
  here.withScript(
    'delete ShadowRoot.prototype.adoptedStyleSheets; delete Document.prototype.adoptedStyleSheets; delete CSSStyleSheet.prototype.replaceSync',
  )
  const page = await here.openShop()
  await button(page).waitFor()
  await expect.poll(() => colour(page), { timeout: 110_000 }).toBe(green)
})

test('Subresource Integrity holds', async () => {
  const script = await readFile(new URL('../dist/faceid-h5.js', import.meta.url))
  const integrity = `sha384-${createHash('sha384').update(script).digest('base64')}`
  const tag = `<script src="/faceid/faceid-h5.js" integrity="${integrity}" crossorigin="anonymous">`
  here.relay.pages['/shop'] = shop().replace('<script src="/faceid/faceid-h5.js">', tag)
  const page = await here.openShop()
  await button(page).click()
  await atHostedPage(page)
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

test('a journey without faults writes nothing to the address bar, the history or the console', async () => {
  here.withScript(`
    calls = []
    for (const name of ['pushState', 'replaceState']) {
      const own = history[name]
      history[name] = function () { calls.push(name); return own.apply(this, arguments) }
    }`)
  const page = await here.openShop({ query: '?a=1#b' })
  const lines: string[] = []
  page.on('console', (message) => lines.push(message.text()))
  await button(page).click()
  here.relay.outcome = passed
  await page.getByRole('link', { name: 'done' }).click()
  await title(page, 'Verified')
  expect(await page.evaluate('calls')).toEqual([])
  expect(page.url()).toBe(`${here.relay.origin}/shop?a=1#b`)
  expect(lines).toEqual([])
})
