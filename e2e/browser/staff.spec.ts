import { AxeBuilder } from '@axe-core/playwright'
import {
  begin,
  expectState,
  newestToken,
  order,
  passOnHostedPage,
  referenceOf,
} from '../support/shopper.js'
import { openOrder, staffPage } from '../support/staff.js'
import { expect, test } from '../support/test.js'
import { userAgents } from '../support/user-agents.js'

test.use({ userAgent: userAgents.wechatAndroid })

test('the staff sees who signed, in words, pictures and recordings, and only the back end asks the relay', async ({
  page,
  world,
  browser,
}) => {
  await order(page, world, 'loan')
  const reference = await referenceOf(page)
  await begin(page)
  await passOnHostedPage(page)
  await expectState(page, 'signed')

  const staff = await staffPage(browser, world)
  const asked: string[] = []
  staff.on('request', (request) => asked.push(request.url()))
  await staff.locator(`a[href$="${reference}"]`).click()
  const { request } = newestToken(world)
  await expect(staff.locator('#person')).toContainText(String(request.Name))
  await expect(staff.locator('#person')).toContainText(String(request.IdCard))
  for (const name of ['best-frame', 'id-card-front', 'id-card-back', 'intention-frame']) {
    const picture = staff.locator(`[data-media="${name}"] img`)
    await expect
      .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
      .toBeGreaterThan(0)
  }
  for (const name of ['video', 'intention-video', 'intention-audio']) {
    const figure = staff.locator(`[data-media="${name}"]`)
    await figure.getByRole('link').click()
    const player = figure.locator('video, audio')
    await expect
      .poll(() => player.evaluate((media: HTMLMediaElement) => media.duration))
      .toBeGreaterThan(0)
  }
  const elsewhere = asked.filter(
    (url) => !url.startsWith(world.demo.url) && !url.startsWith('blob:'),
  )
  expect(elsewhere).toEqual([])
  expect((await new AxeBuilder({ page: staff }).analyze()).violations).toEqual([])
})

test('a customer is shown the door', async ({ page, world }) => {
  await order(page, world, 'member')
  const reference = await referenceOf(page)
  for (const path of ['/staff', `/staff/orders/${reference}`]) {
    const response = await page.goto(world.demo.url + path)
    expect(response?.status()).toBe(401)
    await expect(page.locator('input[name="password"]')).toBeVisible()
    await expect(page.getByText(reference)).toHaveCount(0)
  }
  await page.locator('input[name="password"]').fill('0123456789abcdef')
  await page.locator('form[action="/staff/login"] button').click()
  await expect(page.getByRole('alert')).toBeVisible()
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
})

test('evidence that Tencent has thrown away is said to be gone', async ({
  page,
  world,
  browser,
}) => {
  await order(page, world, 'member')
  const reference = await referenceOf(page)
  await begin(page)
  await passOnHostedPage(page)
  await expectState(page, 'signed')
  world.advance(73 * 3_600_000)
  const staff = await staffPage(browser, world)
  await openOrder(staff, world, reference)
  await expect(staff.getByRole('alert')).toContainText('ticket_expired')
  await expect(staff.locator('#person')).toBeHidden()
})
