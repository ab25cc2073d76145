import {
  backEndCard,
  begin,
  browserCard,
  expectState,
  newestToken,
  order,
  passEveryStep,
  passOnHostedPage,
  referenceOf,
  verifyButton,
} from '../support/shopper.js'
import { openOrder, staffPage } from '../support/staff.js'
import { expect, test } from '../support/test.js'
import { userAgents } from '../support/user-agents.js'

test.use({ userAgent: userAgents.wechatAndroid })

const hour = 3_600_000

test('a user who never returns has signed: the back end finds out by itself', async ({
  page,
  world,
  browser,
}) => {
  await order(page, world, 'loan')
  const reference = await referenceOf(page)
  await begin(page)
  const staff = await staffPage(browser, world)
  await openOrder(staff, world, reference)
  await staff.locator('#ask').click()
  await expect(staff.locator('#answer')).toHaveAttribute('data-status', 'pending')

  await passEveryStep(page)
  await page.close()
  // What the relay knows may be a second old.
  await expect(async () => {
    await openOrder(staff, world, reference)
    await staff.locator('#ask').click()
    await expect(staff.locator('#answer')).toHaveAttribute('data-status', 'passed', {
      timeout: 500,
    })
  }).toPass()
  await expectState(staff, 'signed')
  await expect(staff.locator('#person')).toContainText(String(newestToken(world).request.Name))
})

test('a user who leaves without a result is told to have expired', async ({
  page,
  world,
  browser,
}) => {
  await order(page, world, 'loan')
  const reference = await referenceOf(page)
  await begin(page)
  await page.close()
  world.advance(3 * hour)
  const staff = await staffPage(browser, world)
  await openOrder(staff, world, reference)
  await staff.locator('#ask').click()
  await expect(staff.locator('#answer')).toHaveAttribute('data-status', 'expired')
  await expectState(staff, 'open')

  world.advance(72 * hour)
  await openOrder(staff, world, reference)
  await staff.locator('#ask').click()
  await expect(staff.locator('#answer code')).toHaveText('ticket_expired')
})

test.describe('a user who comes back tomorrow', () => {
  test('has passed, though the page was closed at once', async ({ page, world, context }) => {
    await order(page, world, 'loan')
    const address = page.url()
    await begin(page)
    await passEveryStep(page)
    await page.close()

    world.advance(20 * hour)
    await context.clock.setFixedTime(world.now())
    const tomorrow = await context.newPage()
    await tomorrow.goto(address)
    await expectState(tomorrow, 'signed')
    await expect(browserCard(tomorrow).locator('.verdict')).toHaveText('passed')
  })

  test('without having finished begins again', async ({ page, world, context }) => {
    await order(page, world, 'member')
    const address = page.url()
    await begin(page)
    await page.close()

    world.advance(20 * hour)
    await context.clock.setFixedTime(world.now())
    const tomorrow = await context.newPage()
    await tomorrow.goto(address)
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

    world.advance(80 * hour)
    await context.clock.setFixedTime(world.now())
    const later = await context.newPage()
    await later.goto(address)
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
