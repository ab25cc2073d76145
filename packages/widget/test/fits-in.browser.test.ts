import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
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
const button = (page: Page) => page.getByRole('button', { name: 'Verify my face' })
const atHostedPage = (page: Page) => page.getByText('Hosted page').waitFor()
const colour = (page: Page) =>
  button(page).evaluate((node) => getComputedStyle(node).backgroundColor)
const green = 'rgb(5, 132, 63)'

/** The page with a script of its own before ours, as a strict policy wants it: in a file. */
function withScript(script: string, page = shop()): void {
  relay.pages['/own.js'] = script
  relay.pages['/shop'] = page.replace('<main>', '<script src="/own.js"></script><main>')
}

test('a strict Content-Security-Policy lets it work and look as it should', async () => {
  relay.headers['content-security-policy'] = strictPolicy(relay)
  withScript(
    'blocked = []; document.addEventListener("securitypolicyviolation", (event) => blocked.push(event.violatedDirective))',
  )
  const page = await open(browser, `${relay.origin}/shop`)
  expect(await colour(page)).toBe(green)
  await page.evaluate(() => document.querySelector('faceid-h5')?.check())
  expect(await page.evaluate('blocked')).toEqual([])
})

test('without adopted style sheets it takes the file beside the script, under the same policy', async () => {
  relay.headers['content-security-policy'] = strictPolicy(relay)
  withScript(
    'delete ShadowRoot.prototype.adoptedStyleSheets; delete Document.prototype.adoptedStyleSheets; delete CSSStyleSheet.prototype.replaceSync',
  )
  const page = await open(browser, `${relay.origin}/shop`)
  await button(page).waitFor()
  await expect.poll(() => colour(page)).toBe(green)
})

test('Subresource Integrity holds', async () => {
  const script = await readFile(new URL('../dist/faceid-h5.js', import.meta.url))
  const integrity = `sha384-${createHash('sha384').update(script).digest('base64')}`
  const tag = `<script src="/faceid/faceid-h5.js" integrity="${integrity}" crossorigin="anonymous">`
  relay.pages['/shop'] = shop().replace('<script src="/faceid/faceid-h5.js">', tag)
  const page = await open(browser, `${relay.origin}/shop`)
  await button(page).click()
  await atHostedPage(page)
})

test('where the newer half of the platform is missing, the whole journey still works', async () => {
  withScript(`
    for (const [owner, names] of [
      [Object, ['hasOwn', 'fromEntries']],
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
  const page = await open(browser, `${relay.origin}/shop`)
  const failures: string[] = []
  page.on('pageerror', (error) => failures.push(error.message))
  await button(page).click()
  relay.outcome = passed
  await page.getByRole('link', { name: 'done' }).click()
  await page.getByText('Verified', { exact: true }).waitFor()
  expect(failures).toEqual([])
})

test('with storage blocked it works as long as the page lives, and then begins again', async () => {
  withScript(
    'Object.defineProperty(window, "localStorage", { get() { throw new Error("SecurityError") } })',
  )
  const page = await open(browser, `${relay.origin}/shop`)
  await button(page).click()
  await atHostedPage(page)
  await page.goto(`${relay.origin}/shop`)
  await button(page).waitFor()
})

test('loaded twice it is one element, with one verification', async () => {
  const script = '<script src="/faceid/faceid-h5.js"></script>'
  relay.pages['/shop'] = shop().replace(script, script + script)
  const page = await open(browser, `${relay.origin}/shop`)
  await button(page).click()
  await atHostedPage(page)
  expect(starts()).toHaveLength(1)
})

test('an element of that name that somebody else has defined is left alone', async () => {
  withScript('customElements.define("faceid-h5", class extends HTMLElement {})')
  const page = await open(browser, `${relay.origin}/shop`)
  const failures: string[] = []
  page.on('pageerror', (error) => failures.push(error.message))
  await page.reload()
  expect(await page.locator('faceid-h5').evaluate((element) => element.shadowRoot)).toBeNull()
  expect(failures).toEqual([])
})

test('a framework that mounts, removes and mounts again makes one verification', async () => {
  relay.hold = () => new Promise((resolve) => setTimeout(resolve, 50))
  const page = await open(browser, `${relay.origin}/shop`)
  await page.evaluate(() => {
    const form = document.querySelector('form')
    const element = document.querySelector('faceid-h5')
    if (!form || !element) throw new TypeError('nothing there')
    element.remove()
    form.append(element)
    element.shadowRoot?.querySelector('button')?.click()
    element.remove()
    form.prepend(element)
  })
  await atHostedPage(page)
  expect(starts()).toHaveLength(1)
})

test('an element that is removed for good while it starts does not leave the page', async () => {
  let release: () => void = () => {}
  relay.hold = () => new Promise((resolve) => (release = resolve))
  const page = await open(browser, `${relay.origin}/shop`)
  await button(page).click()
  await page.evaluate(() => document.querySelector('faceid-h5')?.remove())
  const answered = page.waitForResponse('**/v1/verifications')
  release()
  await answered
  relay.hold = undefined
  await page.evaluate(() => fetch('/faceid/v1/scenes/marker'))
  expect(page.url()).toBe(`${relay.origin}/shop`)
})

test('two elements for the same reference make one verification', async () => {
  const second = '<faceid-h5 scene="member" reference="order-1" locale="zh-CN"></faceid-h5>'
  relay.pages['/shop'] = shop('', second)
  const page = await open(browser, `${relay.origin}/shop`)
  await page.evaluate(() => {
    for (const element of document.querySelectorAll('faceid-h5')) element.start()
  })
  await atHostedPage(page)
  expect(starts()).toHaveLength(1)
})

test('properties set before the element is defined count', async () => {
  withScript(
    `addEventListener('DOMContentLoaded', () => {}); document.addEventListener('readystatechange', () => {})`,
  )
  const late = shop().replace('<script src="/faceid/faceid-h5.js"></script>', '')
  withScript(
    `addEventListener('load', () => {
      const element = document.querySelector('faceid-h5')
      element.environment = { app: 'other', os: 'ios', device: 'phone' }
      element.messages = { elsewhere: 'Only in WeChat, please' }
      const script = document.createElement('script')
      script.src = '/faceid/faceid-h5.js'
      document.body.append(script)
    })`,
    late,
  )
  const page = await open(browser, `${relay.origin}/shop`)
  await page.getByText('Only in WeChat, please').waitFor()
})

test('events bubble out of any shadow root, in their order; state and result stay for those who come late', async () => {
  withScript(`
    seen = []
    for (const name of ['faceid-state', 'faceid-result', 'faceid-error']) {
      document.addEventListener(name, ({ type, detail, composed, target }) =>
        seen.push([type, detail, composed, target.result && target.result.id, target.state]))
    }`)
  const page = await open(browser, `${relay.origin}/shop`)
  await button(page).click()
  await atHostedPage(page)
  relay.outcome = passed
  await page.goto(`${relay.origin}/shop`)
  await page.getByText('Verified', { exact: true }).waitFor()
  const result = { id: '0', status: 'passed', final: true, resultToken: 'token' }
  expect(await page.evaluate('seen')).toEqual([
    ['faceid-state', { state: 'passed' }, true, '0', 'passed'],
    ['faceid-result', result, true, '0', 'passed'],
  ])
  const late = await page.evaluate(() => {
    const element = document.querySelector('faceid-h5')
    return [element?.state, element?.result]
  })
  expect(late).toEqual(['passed', result])
})

test('an error is an event with its code, and a state', async () => {
  withScript('errors = []; addEventListener("faceid-error", ({ detail }) => errors.push(detail))')
  const detail = 'Add http://shop to allowedOrigins'
  relay.problems.POST = { status: 403, code: 'origin_not_allowed', detail, retryable: false }
  const page = await open(browser, `${relay.origin}/shop`)
  await button(page).click()
  await page.getByText('origin_not_allowed').waitFor()
  expect(await page.evaluate('errors')).toEqual([
    { code: 'origin_not_allowed', retryable: false, message: detail },
  ])
})

test.each([
  ['reference', 'scene="member"'],
  ['reference', 'scene="member" reference="a b"'],
  ['scene', 'reference="order-1"'],
  ['relay', 'scene="member" reference="order-1" relay="https://"'],
  ['consent-version', 'scene="member" reference="order-1" consent-url="/rules"'],
])('a wrong %s is an error that names it: %s', async (name, attributes) => {
  withScript(
    'errors = []; addEventListener("faceid-error", ({ detail }) => errors.push(detail))',
    shop().replace('scene="member" reference="order-1"', attributes),
  )
  const page = await open(browser, `${relay.origin}/shop`)
  await page.getByText('option_invalid').waitFor()
  expect(await page.evaluate('errors[0].message')).toContain(name)
})

test('attributes may come one by one, after the element is on the page', async () => {
  relay.pages['/shop'] = shop().replace(/<faceid-h5.*<\/faceid-h5>/, '')
  const page = await open(browser, `${relay.origin}/shop`)
  const states = await page.evaluate(async () => {
    const element = document.createElement('faceid-h5')
    const seen: string[] = []
    element.addEventListener('faceid-state', ({ detail }) => seen.push(detail.state))
    document.body.append(element)
    element.setAttribute('scene', 'member')
    element.setAttribute('reference', 'order-1')
    await element.check()
    return seen
  })
  expect(states).toEqual(['ready'])
})

test('another reference in the same element is another verification, from that moment on', async () => {
  const page = await open(browser, `${relay.origin}/shop`)
  await button(page).click()
  await atHostedPage(page)
  relay.outcome = passed
  await page.goto(`${relay.origin}/shop`)
  await page.getByText('Verified', { exact: true }).waitFor()
  const left = await page.evaluate(async () => {
    const element = document.querySelector('faceid-h5')
    const field = document.querySelector<HTMLInputElement>('input[name=faceid-token]')
    element?.setAttribute('reference', 'order-2')
    await Promise.resolve()
    return [field?.value, element?.result, element?.state]
  })
  expect(left).toEqual(['', null, 'checking'])
  await button(page).waitFor()
})

test('other words or another field are no news, and take effect at once', async () => {
  withScript('results = 0; addEventListener("faceid-result", () => results++)')
  const page = await open(browser, `${relay.origin}/shop`)
  await button(page).click()
  await atHostedPage(page)
  relay.outcome = passed
  await page.goto(`${relay.origin}/shop`)
  await page.getByText('Verified', { exact: true }).waitFor()
  await page.evaluate(() => {
    const element = document.querySelector('faceid-h5')
    element?.setAttribute('name', 'proof')
    if (element) element.messages = { passed: 'Well done' }
  })
  await page.getByText('Well done').waitFor()
  expect(await page.locator('input[name=proof]').inputValue()).toBe('token')
  expect(await page.evaluate('results')).toBe(1)
})

test('the form sends the token under the name that is wanted', async () => {
  relay.pages['/shop'] = shop('name="proof"')
  const page = await open(browser, `${relay.origin}/shop`)
  const data = () =>
    page.evaluate(() => [...new FormData(document.querySelector('form') ?? undefined)].join())
  await button(page).waitFor()
  expect(await data()).toBe('proof,')
  await button(page).click()
  await atHostedPage(page)
  relay.outcome = passed
  await page.goto(`${relay.origin}/shop`)
  await page.getByText('Verified', { exact: true }).waitFor()
  expect(await data()).toBe('proof,token')
})

test('a button of the page can start, check and reset', async () => {
  const page = await open(browser, `${relay.origin}/shop`)
  await page.evaluate(() => void document.querySelector('faceid-h5')?.start())
  await atHostedPage(page)
  relay.outcome = passed
  await page.goto(`${relay.origin}/shop`)
  const outcome = await page.evaluate(() => document.querySelector('faceid-h5')?.check())
  expect(outcome?.status).toBe('passed')
  await page.evaluate(() => document.querySelector('faceid-h5')?.reset())
  await button(page).waitFor()
  expect(await page.evaluate(() => document.querySelector('faceid-h5')?.state)).toBe('ready')
})

test('start-url posts the very same body to the merchant’s own address', async () => {
  relay.pages['/shop'] = shop('start-url="/start"')
  const page = await open(browser, `${relay.origin}/shop`)
  await button(page).click()
  await atHostedPage(page)
  const [own] = starts()
  expect(own?.call).toBe('POST /start')
  expect(own?.body).toMatchObject({ scene: 'member', returnUrl: `${relay.origin}/shop` })
})

test('a ticket that the back end kept brings the verification back to a page without storage', async () => {
  const page = await open(browser, `${relay.origin}/shop`)
  await button(page).click()
  await atHostedPage(page)
  relay.outcome = passed
  const other = await open(browser, `${relay.origin}/shop`)
  await other.evaluate(() => {
    const element = document.querySelector('faceid-h5')
    if (element) element.ticket = { id: '0', ticket: 'ticket-0' }
  })
  await other.getByText('Verified', { exact: true }).waitFor()
})

test('WeChat’s late word that this is a mini program takes the offer back', async () => {
  const page = await open(browser, `${relay.origin}/shop`)
  await button(page).waitFor()
  await page.evaluate(() => {
    Object.assign(window, { __wxjs_environment: 'miniprogram' })
    document.dispatchEvent(new Event('WeixinJSBridgeReady'))
  })
  await page.getByText('Not in a mini program').waitFor()
})

test('nothing of ours is written to the address bar, the history or the console', async () => {
  withScript(`
    calls = []
    for (const name of ['pushState', 'replaceState']) {
      const own = history[name]
      history[name] = function () { calls.push(name); return own.apply(this, arguments) }
    }`)
  const page = await open(browser, `${relay.origin}/shop?a=1#b`)
  const lines: string[] = []
  page.on('console', (message) => lines.push(message.text()))
  await button(page).click()
  relay.outcome = passed
  await page.getByRole('link', { name: 'done' }).click()
  await page.getByText('Verified', { exact: true }).waitFor()
  expect(await page.evaluate('calls')).toEqual([])
  expect(page.url()).toBe(`${relay.origin}/shop?a=1#b`)
  expect(lines).toEqual([])
})
