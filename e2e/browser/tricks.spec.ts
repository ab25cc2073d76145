import {
  backEndCard,
  begin,
  browserCard,
  expectState,
  frontEnds,
  newestToken,
  order,
  passOnHostedPage,
  referenceOf,
} from '../support/shopper.js'
import { expect, test } from '../support/test.js'
import { userAgents } from '../support/user-agents.js'

test.use({ userAgent: userAgents.wechatAndroid })

for (const frontEnd of frontEnds) {
  test(`each trick that ${frontEnd} offers is refused, with its reason beside it`, async ({
    page,
    world,
  }) => {
    await order(page, world, 'loan', frontEnd)
    await expect(page.locator('#tricks button[value="order"]')).toBeDisabled()
    await begin(page)
    await passOnHostedPage(page)
    await expectState(page, 'signed')
    for (const [trick, code] of [
      ['forge', 'token_malformed'],
      ['alter', 'signature_invalid'],
      ['order', 'reference_mismatch'],
      ['scene', 'scene_mismatch'],
      ['edit', 'intention_mismatch'],
    ]) {
      const item = page.locator('#tricks li').filter({ has: page.locator(`[value="${trick}"]`) })
      await item.getByRole('button').click()
      await expect(item.locator('output')).toContainText(`${code}`)
    }
    await page.reload()
    await expectState(page, 'signed')
  })
}

test('a form without a token is refused', async ({ page, world }) => {
  await order(page, world, 'member')
  await page.locator('#submit').click()
  await expect(backEndCard(page).locator('.verdict')).toContainText('token_missing')
  await expectState(page, 'open')
})

test('a failed result is refused, however the page asks', async ({ page, world }) => {
  await order(page, world, 'member')
  const address = page.url()
  await begin(page)
  world.sandbox.finish(newestToken(world).bizToken, { face: 2016 })
  // Until then another try on the hosted page could still pass.
  world.advance(136 * 60_000)
  await page.goto(address)
  await expect(browserCard(page).locator('.verdict')).toHaveText('failed')
  await expect(backEndCard(page).locator('.verdict')).toContainText('not_passed')
  await expectState(page, 'open')
})

test('an order edited after its words were confirmed is refused', async ({ page, world }) => {
  await order(page, world, 'loan')
  const reference = await referenceOf(page)
  await begin(page)
  await page.request.post(`${world.demo.url}/orders/${reference}/amount`, {
    form: { amount: '1000000' },
  })
  await passOnHostedPage(page)
  await expect(backEndCard(page).locator('.verdict')).toContainText('intention_mismatch')
  await expectState(page, 'open')
})

test('somebody else’s face is refused where the evidence says who it is', async ({
  page,
  world,
}) => {
  await order(page, world, 'auction')
  await begin(page)
  await passOnHostedPage(page)
  await expectState(page, 'signed')

  // The sandbox invents another person for each verification.
  await order(page, world, 'auction')
  await begin(page)
  await passOnHostedPage(page)
  await expect(browserCard(page).locator('.verdict')).toHaveText('passed')
  await expect(backEndCard(page).locator('.verdict')).toContainText('person_differs')
  await expectState(page, 'open')
})

test('somebody else’s order cannot be signed, not even with its own token', async ({
  page,
  world,
  browser,
}) => {
  await order(page, world, 'member')
  const reference = await referenceOf(page)
  await begin(page)
  const handedIn = page.waitForRequest((request) => request.url().endsWith('/result'))
  await passOnHostedPage(page)
  const form = { 'faceid-token': tokenIn((await handedIn).postData()) }
  const stranger = await browser.newContext()
  const path = `${world.demo.url}/orders/${reference}/result`
  expect((await stranger.request.post(path, { form })).status()).toBe(404)
})

test.describe('a form that is sent twice', () => {
  test('by its script is accepted twice, and signs once', async ({ page, world }) => {
    await order(page, world, 'loan')
    await begin(page)
    await passOnHostedPage(page)
    await expectState(page, 'signed')
    const ids = new Set<string>()
    const twice = Promise.all(
      [1, 2].map((nth) => {
        let seen = 0
        return page.waitForResponse((response) => {
          if (response.url().endsWith('/result')) seen += 1
          return seen === nth
        })
      }),
    )
    // The page hides its button once the order is signed; an old tab may still send the form.
    await page.locator('#order').evaluate((form: HTMLFormElement) => {
      form.requestSubmit()
      form.requestSubmit()
    })
    for (const response of await twice) {
      expect(response.status()).toBe(200)
      ids.add(Object(await response.json()).established.id)
    }
    expect(ids.size).toBe(1)
    await expectState(page, 'signed')
    expect(world.sandbox.calls('DetectAuth')).toHaveLength(1)
  })

  test('by the browser itself comes back to the order, signed', async ({ page, world }) => {
    await order(page, world, 'member')
    await begin(page)
    // From now on no script hands anything in: the form does, as in a shop without one.
    await page.route('**/assets/order.js', (route) => route.abort())
    await passOnHostedPage(page)
    await expect(page.locator('input[name="faceid-token"]')).not.toHaveValue('')
    await expectState(page, 'open')
    await page.locator('#submit').dblclick()
    await expectState(page, 'signed')
  })
})

function tokenIn(form: string | null): string {
  return new URLSearchParams(form ?? '').get('faceid-token') ?? ''
}
