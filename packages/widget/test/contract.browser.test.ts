import { expect, test } from 'vitest'
import { shop } from './browser.js'
import { atHostedPage, button, field, passed, title } from './steps.js'
import { world } from './world.js'

const here = world()
const recordErrors =
  'errors = []; addEventListener("faceid-error", ({ detail }) => errors.push(detail))'

test('events bubble out of any shadow root, in their order; state and result stay for those who come late', async () => {
  here.withScript(`
    seen = []
    for (const name of ['faceid-state', 'faceid-result', 'faceid-error']) {
      document.addEventListener(name, ({ type, detail, composed, target }) =>
        seen.push([type, detail, composed, target.result && target.result.id, target.state]))
    }`)
  here.relay.outcome = passed
  const page = await here.backInShop()
  await title(page, 'Verified')
  const result = expect.objectContaining({ id: '0', status: 'passed', resultToken: 'token' })
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

// A script tag that is a module does not take the page for the relay. The other options: start.test.ts.
test.each([
  ['consent-version', 'scene=', 'consent-url="/rules" scene='],
  ['relay', '<script src="/faceid', '<script type="module" src="/faceid'],
])('a missing %s is an error that names it', async (name, tag, changed) => {
  here.withScript(recordErrors, shop().replace(tag, changed))
  const page = await here.openShop()
  await page.getByText('option_invalid').waitFor()
  expect(await page.evaluate('errors[0].message')).toContain(name)
})

test('the attribute `hosted-page-hosts` names other hosts of the hosted page', async () => {
  here.relay.started = { url: 'https://open.hosted.example/h5' }
  here.withScript(
    '',
    shop().replace('scene=', 'hosted-page-hosts="other.example hosted.example" scene='),
  )
  const page = await here.openShop()
  await page.route('https://open.hosted.example/**', (route) => route.fulfill({ body: 'there' }))
  await button(page).click()
  await page.getByText('there').waitFor()
})

test('other words or another field are no news, and take effect at once', async () => {
  here.withScript('results = 0; addEventListener("faceid-result", () => results++)')
  here.relay.outcome = passed
  const page = await here.backInShop()
  await title(page, 'Verified')
  await page.evaluate(() => {
    const element = document.querySelector('faceid-h5')
    element?.setAttribute('name', 'proof')
    if (element) element.messages = { passed: 'Well done' }
  })
  await page.getByText('Well done').waitFor()
  expect(await field(page, 'proof')).toBe('token')
  expect(await page.evaluate('results')).toBe(1)
})

test('a copy of the element, fields included, sends one token, and the merchant’s own fields stay', async () => {
  const csrf = '<input type="hidden" name="csrf" value="abc">'
  here.relay.pages['/shop'] = shop().replace('</faceid-h5>', `${csrf}</faceid-h5>`)
  const page = await here.openShop()
  await button(page).waitFor()
  const fields = await page.evaluate(async () => {
    const element = document.querySelector('faceid-h5')
    const copy = element?.cloneNode(true)
    if (!element || !copy) throw new TypeError('nothing there')
    element.replaceWith(copy)
    await document.querySelector('faceid-h5')?.check()
    return [...new FormData(document.querySelector('form') ?? undefined)]
  })
  expect(fields).toEqual([
    ['faceid-token', ''],
    ['csrf', 'abc'],
  ])
})

test('a button of the page can start, check and reset', async () => {
  const page = await here.openShop()
  await page.evaluate(() => void document.querySelector('faceid-h5')?.start())
  await atHostedPage(page)
  here.relay.outcome = passed
  await page.goto(`${here.relay.origin}/shop`)
  const outcome = await page.evaluate(() => document.querySelector('faceid-h5')?.check())
  expect(outcome?.status).toBe('passed')
  await page.evaluate(() => document.querySelector('faceid-h5')?.reset())
  await button(page).waitFor()
  expect(await page.evaluate(() => document.querySelector('faceid-h5')?.state)).toBe('ready')
})

test('a ticket that the back end kept brings the verification back to a page without storage', async () => {
  here.relay.outcome = passed
  const page = await here.openShop()
  await page.evaluate(() => {
    const element = document.querySelector('faceid-h5')
    if (element) element.ticket = { id: '0', ticket: 'ticket-0' }
  })
  await title(page, 'Verified')
})

test('a fault is an event, the property `error`, and one line on the console, with a link', async () => {
  const page = await here.openShop()
  const lines: string[] = []
  page.on('console', (line) => line.type() === 'error' && lines.push(line.text()))
  here.withScript(recordErrors, shop().replace('order-1', '订单 1'))
  await page.reload()
  await page.getByText('option_invalid').waitFor()
  // After another try a late listener receives it too.
  await button(page, 'Try again').click()
  await page.waitForFunction('errors.length === 2')
  const error = await page.evaluate(() => document.querySelector('faceid-h5')?.error)
  expect(error).toEqual({
    code: 'option_invalid',
    retryable: false,
    message: 'reference="订单 1": use 1–64 of A-Za-z0-9._:-',
  })
  expect(await page.evaluate('errors')).toEqual([error, error])
  expect(lines.filter((line) => line.startsWith('[faceid-h5]'))).toEqual([
    `[faceid-h5] option_invalid: ${error?.message} → @faceid-h5/widget/README.md#errors`,
  ])
})

test('a fault that the user cannot fix has no main button, and a new start if one is kept', async () => {
  const code = 'merchant_misconfigured'
  here.relay.problems.verifications = { status: 500, code, detail: '', retryable: false }
  const page = await here.backInShop()
  await page.getByText('merchant_misconfigured').waitFor()
  expect(await page.locator('faceid-h5 [part=button]').count()).toBe(0)
  here.relay.problems.verifications = undefined
  await button(page, 'Start again').click()
  await atHostedPage(page)
  expect(here.starts()).toHaveLength(2)
})

test('in a frame it says so at load, with a link that leaves the frame', async () => {
  here.relay.pages['/frame'] = '<!doctype html><title>Frame</title><iframe src="/shop"></iframe>'
  const page = await here.openShop()
  await page.goto(`${here.relay.origin}/frame`)
  const link = page.frameLocator('iframe').getByRole('link', { name: 'Open in a new page' })
  await link.click()
  await button(page).waitFor()
  expect(page.url()).toBe(`${here.relay.origin}/shop`)
})

test('a daily limit offers a new start once it has ended', async () => {
  const tomorrow = Date.now() + 3_600_000
  const reason = { code: 'daily_limit_reached', advice: 'Tomorrow.', next: 'wait' } as const
  here.relay.outcome = {
    status: 'failed',
    final: true,
    nextPollAfterMs: 0,
    reason: { ...reason, availableAt: tomorrow },
  }
  const page = await here.backInShop()
  await page.getByText('Tomorrow.').waitFor()
  expect(await page.getByRole('button').count()).toBe(0)
  await page.clock.setFixedTime(tomorrow)
  await page.reload()
  await button(page, 'Start again').click()
  await atHostedPage(page)
})

test('a correction is a new start, unless the page leads to its form', async () => {
  here.withScript(
    'addEventListener("faceid-correct", (event) => { event.preventDefault(); document.title = event.target.result.reason.code }, { once: true })',
  )
  const reason = { code: 'identity_mismatch', advice: 'Check.', next: 'correct' } as const
  here.relay.outcome = { status: 'failed', nextPollAfterMs: 60_000, reason }
  const page = await here.backInShop()
  await button(page, 'Correct the details').click()
  expect(await page.title()).toBe('identity_mismatch')
  expect(here.starts()).toHaveLength(1)
  await button(page, 'Correct the details').click()
  await atHostedPage(page)
  expect(here.starts()).toHaveLength(2)
})

test('the link to another method is there in every state but passed, and is an event', async () => {
  here.relay.pages['/other'] = '<h1>Other method</h1>'
  here.relay.pages['/shop'] = shop('alternative-url="/other"')
  const page = await here.openShop()
  const link = page.getByRole('link', { name: 'Use another method' })
  const taken = page.evaluate(
    () => new Promise((resolve) => addEventListener('faceid-alternative', () => resolve('taken'))),
  )
  await link.click()
  await page.getByText('Other method').waitFor()
  await taken.catch(() => {})
  await page.goBack()
  await button(page).click()
  await atHostedPage(page)
  here.relay.outcome = passed
  await page.goto(`${here.relay.origin}/shop`)
  await title(page, 'Verified')
  expect(await link.count()).toBe(0)
})
