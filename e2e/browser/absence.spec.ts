import { createRelayClient } from '@faceid-h5/merchant'
import type { BrowserContext, Page } from '@playwright/test'
import {
  backEndCard,
  begin,
  browserCard,
  expectState,
  order,
  passEveryStep,
  passOnHostedPage,
  verifyButton,
} from '../support/shopper.js'
import { expect, test } from '../support/test.js'
import { userAgents } from '../support/user-agents.js'
import { createWorld, type World } from '../support/world.js'

test.use({ userAgent: userAgents.wechatAndroid })

const hour = 3_600_000

/** Begins, and returns how a back end that kept the ticket reads the status. */
async function beginWithTicket(page: Page, world: World) {
  let started = { id: '', ticket: '' }
  await page.route('**/start', async (route) => {
    const response = await route.fetch()
    started = await response.json()
    await route.fulfill({ response })
  })
  await begin(page)
  const { relayUrl, secrets } = world
  const relay = createRelayClient({ relay: relayUrl, apiKey: secrets.apiKey })
  return () => relay.read(started.id, started.ticket)
}

/** Opens the order's page again after this many hours. */
async function comeBack(context: BrowserContext, world: World, address: string, hours: number) {
  world.advance(hours * hour)
  await context.clock.setFixedTime(world.now())
  const page = await context.newPage()
  await page.goto(address)
  return page
}

test('a user who never returns has passed: the back end reads it with the ticket it kept', async ({
  page,
  world,
  context,
}) => {
  await order(page, world, 'loan')
  const address = page.url()
  const read = await beginWithTicket(page, world)
  expect((await read()).status).toBe('pending')

  await passEveryStep(page)
  await page.close()
  await expect.poll(async () => (await read()).status).toBe('passed')
  const form = { 'faceid-token': (await read()).resultToken ?? '' }
  const headers = { accept: 'application/json' }
  expect((await context.request.post(`${address}/result`, { form, headers })).status()).toBe(200)
})

test('a user who closes the page has signed: the relay tells the shop by webhook', async ({
  page,
  context,
}) => {
  const world = await createWorld([], true)
  await order(page, world, 'loan')
  const computer = await context.newPage()
  await computer.goto(page.url())
  await begin(page)
  // The page comes back, and is closed before its script submits anything.
  await page.route('**/assets/order.js', (route) => route.abort())
  await passOnHostedPage(page)
  await page.close()
  await expectState(computer, 'signed')
  await expect(computer.locator('#told')).toContainText('webhook')
  await expect(verifyButton(computer)).toBeHidden()
  await world.close()
})

test('a user who leaves without a result is reported as expired, and later as forgotten', async ({
  page,
  world,
}) => {
  await order(page, world, 'loan')
  const read = await beginWithTicket(page, world)
  await page.close()
  world.advance(3 * hour)
  expect((await read()).status).toBe('expired')
  world.advance(72 * hour)
  await expect(read()).rejects.toMatchObject({ code: 'ticket_expired' })
})

test.describe('a user who comes back tomorrow', () => {
  test('has passed, though the page was closed at once', async ({ page, world, context }) => {
    await order(page, world, 'loan')
    const address = page.url()
    await begin(page)
    await passEveryStep(page)
    await page.close()

    const tomorrow = await comeBack(context, world, address, 20)
    await expectState(tomorrow, 'signed')
    await expect(browserCard(tomorrow).locator('.verdict')).toHaveText('passed')
  })

  test('without having finished begins again', async ({ page, world, context }) => {
    await order(page, world, 'member')
    const address = page.url()
    await begin(page)
    await page.close()

    const tomorrow = await comeBack(context, world, address, 20)
    await expect(browserCard(tomorrow).locator('.verdict')).toHaveText('expired')
    await expect(backEndCard(tomorrow).locator('.verdict')).toContainText('not_passed')
    await tomorrow.getByRole('button', { name: '重新开始' }).click()
    await passOnHostedPage(tomorrow)
    await expectState(tomorrow, 'signed')
    expect(world.sandbox.calls('DetectAuth')).toHaveLength(2)
  })

  test('after more than three days finds nothing, and begins again', async ({
    page,
    world,
    context,
  }) => {
    await order(page, world, 'member')
    const address = page.url()
    await begin(page)
    await passEveryStep(page)
    await page.close()

    const later = await comeBack(context, world, address, 80)
    await later.getByRole('button', { name: '重新开始' }).click()
    await passOnHostedPage(later)
    await expectState(later, 'signed')
  })
})

test('in another web-view, without storage, the page offers to begin again, and one verification counts', async ({
  page,
  world,
  browser,
  context,
}) => {
  await order(page, world, 'loan')
  const address = page.url()
  await begin(page)

  // The same user, logged in to the shop, in a web-view that knows nothing of the start.
  const other = await browser.newContext({
    userAgent: userAgents.wechatIos,
    storageState: { cookies: (await context.storageState()).cookies, origins: [] },
  })
  const webView = await other.newPage()
  await webView.goto(address)
  await expect(verifyButton(webView)).toBeVisible()
  await begin(webView)
  await passOnHostedPage(webView)
  await expectState(webView, 'signed')
  expect(world.sandbox.calls('DetectAuth')).toHaveLength(2)

  // The first one, finished after all, signs nothing twice.
  await passOnHostedPage(page)
  await expect(backEndCard(page).locator('.verdict')).toContainText('already_used')
  await expectState(page, 'signed')
})
