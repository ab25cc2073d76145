import { AxeBuilder } from '@axe-core/playwright'
import {
  begin,
  expectState,
  newestToken,
  order,
  passOnHostedPage,
  referenceOf,
} from '../support/shopper.js'
import { expect, test } from '../support/test.js'
import { userAgents } from '../support/user-agents.js'

test.use({ userAgent: userAgents.wechatAndroid })

test('the staff sees who signed, also when Tencent has deleted the evidence, and only the back end asks the relay', async ({
  page,
  world,
  browser,
}) => {
  await order(page, world, 'loan')
  const reference = await referenceOf(page)
  await begin(page)
  await passOnHostedPage(page)
  await expectState(page, 'signed')
  const { request } = newestToken(world)

  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    httpCredentials: { username: 'staff', password: world.secrets.staffPassword },
  })
  const staff = await context.newPage()
  const requested: string[] = []
  staff.on('request', (request) => requested.push(request.url()))
  for (const hours of [0, 73]) {
    world.advance(hours * 3_600_000)
    await staff.goto(`${world.demo.url}/staff`)
    const evidence = staff.locator(`#${reference}`)
    await expect(evidence).toContainText(String(request.Name))
    await expect(evidence).toContainText(String(request.IdCard))
    await expect
      .poll(() => evidence.locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth))
      .toBeGreaterThan(0)
  }
  expect(requested.filter((url) => !url.startsWith(world.demo.url))).toEqual([])
  expect((await new AxeBuilder({ page: staff }).analyze()).violations).toEqual([])
  await context.close()
})

test('a customer is refused', async ({ page, world }) => {
  await order(page, world, 'member')
  const reference = await referenceOf(page)
  for (const path of ['/staff', `/staff/orders/${reference}/best-frame`]) {
    const response = await page.request.get(world.demo.url + path)
    expect(response.status()).toBe(401)
    expect(await response.text()).not.toContain(reference)
  }
})
