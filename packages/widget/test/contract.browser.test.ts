import { expect, test } from 'vitest'
import { shop } from './browser.js'
import { atHostedPage, button, field, passed, title } from './steps.js'
import { world } from './world.js'

const here = world()

test('events bubble out of any shadow root, in their order; state and result stay for those who come late', async () => {
  here.withScript(`
    seen = []
    for (const name of ['faceid-state', 'faceid-result', 'faceid-error']) {
      document.addEventListener(name, ({ type, detail, composed, target }) =>
        seen.push([type, detail, composed, target.result && target.result.id, target.state]))
    }`)
  const page = await here.openShop()
  await button(page).click()
  await atHostedPage(page)
  here.relay.outcome = passed
  await page.goto(`${here.relay.origin}/shop`)
  await title(page, 'Verified')
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
  here.withScript(
    'errors = []; addEventListener("faceid-error", ({ detail }) => errors.push(detail))',
  )
  const detail = 'Add http://shop to allowedOrigins'
  here.relay.problems.POST = { status: 403, code: 'origin_not_allowed', detail, retryable: false }
  const page = await here.openShop()
  await button(page).click()
  await page.getByText('origin_not_allowed').waitFor()
  expect(await page.evaluate('errors')).toEqual([
    { code: 'origin_not_allowed', retryable: false, message: detail },
  ])
})

test('a late listener receives the error again after another try', async () => {
  here.relay.pages['/shop'] = shop().replace('reference="order-1"', '')
  const page = await here.openShop()
  await page.getByText('option_invalid').waitFor()
  await page.evaluate(
    'addEventListener("faceid-error", ({ detail }) => (heard = detail)); heard = null',
  )
  await button(page, 'Try again').click()
  await page.waitForFunction('heard')
  expect(await page.evaluate('heard.message')).toContain('`reference`')
})

test('a script tag that is a module does not take the page for the relay', async () => {
  here.withScript(
    'errors = []; addEventListener("faceid-error", ({ detail }) => errors.push(detail))',
    shop().replace('<script ', '<script type="module" '),
  )
  const page = await here.openShop()
  await page.getByText('option_invalid').waitFor()
  expect(await page.evaluate('errors[0].message')).toContain('`relay`')
})

test.each([
  ['reference', 'scene="member"'],
  ['reference', 'scene="member" reference="a b"'],
  ['scene', 'reference="order-1"'],
  ['relay', 'scene="member" reference="order-1" relay="https://"'],
  ['consent-version', 'scene="member" reference="order-1" consent-url="/rules"'],
])('a wrong %s is an error that names it: %s', async (name, attributes) => {
  here.withScript(
    'errors = []; addEventListener("faceid-error", ({ detail }) => errors.push(detail))',
    shop().replace('scene="member" reference="order-1"', attributes),
  )
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
  const page = await here.openShop()
  await button(page).click()
  await atHostedPage(page)
  here.relay.outcome = passed
  await page.goto(`${here.relay.origin}/shop`)
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

test('the form sends the token under the name that is wanted', async () => {
  here.relay.pages['/shop'] = shop('name="proof"')
  const page = await here.openShop()
  const data = () =>
    page.evaluate(() => [...new FormData(document.querySelector('form') ?? undefined)].join())
  await button(page).waitFor()
  expect(await data()).toBe('proof,')
  await button(page).click()
  await atHostedPage(page)
  here.relay.outcome = passed
  await page.goto(`${here.relay.origin}/shop`)
  await title(page, 'Verified')
  expect(await data()).toBe('proof,token')
})

test('a hidden field of the merchant’s within the element stays as it is', async () => {
  const csrf = '<input type="hidden" name="csrf" value="abc">'
  here.relay.pages['/shop'] = shop().replace('</faceid-h5>', `${csrf}</faceid-h5>`)
  const page = await here.openShop()
  await button(page).waitFor()
  expect(await field(page, 'csrf')).toBe('abc')
  expect(await field(page)).toBe('')
})

test('a copy of the element, field included, sends one token', async () => {
  const page = await here.openShop()
  await button(page).waitFor()
  const names = await page.evaluate(async () => {
    const element = document.querySelector('faceid-h5')
    const copy = element?.cloneNode(true)
    if (!element || !copy) throw new TypeError('nothing there')
    element.replaceWith(copy)
    await document.querySelector('faceid-h5')?.check()
    return Array.from(document.querySelectorAll('form input'), (input) =>
      input.getAttribute('name'),
    )
  })
  expect(names).toEqual(['faceid-token'])
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

test('start-url posts the very same body to the merchant’s own address', async () => {
  here.relay.pages['/shop'] = shop('start-url="/start"')
  const page = await here.openShop()
  await button(page).click()
  await atHostedPage(page)
  const [own] = here.starts()
  expect(own?.call).toBe('POST /start')
  expect(own?.body).toMatchObject({ scene: 'member', returnUrl: `${here.relay.origin}/shop` })
})

test('a ticket that the back end kept brings the verification back to a page without storage', async () => {
  const page = await here.openShop()
  await button(page).click()
  await atHostedPage(page)
  here.relay.outcome = passed
  const other = await here.openShop()
  await other.evaluate(() => {
    const element = document.querySelector('faceid-h5')
    if (element) element.ticket = { id: '0', ticket: 'ticket-0' }
  })
  await title(other, 'Verified')
})
