// What a person does in the shop and on the hosted page, in words.
import { expect, type Locator, type Page } from '@playwright/test'
import type { World } from './world.js'

export type Product = 'member' | 'loan' | 'auction'

/** The shop in plain HTML, in Vue with a hash router, in React. */
export const frontEnds = ['/', '/vue/', '/react/'] as const
export type FrontEnd = (typeof frontEnds)[number]

/** Opens the shop and takes one of its products; the page of the order is open then. */
export async function order(
  page: Page,
  world: World,
  product: Product,
  frontEnd: FrontEnd = '/',
): Promise<void> {
  await page.goto(world.demo.url + frontEnd)
  await page.locator(`button[value="${product}"]`).click()
  await expect(page.locator('faceid-h5')).toBeVisible()
}

/** The order's id, as the page gave it to the element. */
export async function referenceOf(page: Page): Promise<string> {
  const reference = await page.locator('faceid-h5').getAttribute('reference')
  expect(reference).toBeTruthy()
  return String(reference)
}

/** `open` or `signed`: what the back end has said. */
export async function expectState(page: Page, state: 'open' | 'signed'): Promise<void> {
  await expect(page.locator('#state')).toHaveAttribute('data-state', state)
}

export function verifyButton(page: Page, name = '开始人脸核身'): Locator {
  return page.getByRole('button', { name })
}

/** Taps the button and waits for the first screen of the hosted page. */
export async function begin(page: Page, name?: string): Promise<void> {
  await verifyButton(page, name).click()
  await expect(page.getByText('沙箱：这不是腾讯')).toBeVisible()
}

/** Passes every step that the hosted page still asks for, and goes back to the merchant. */
export async function passOnHostedPage(page: Page): Promise<void> {
  await passEveryStep(page)
  await backToMerchant(page)
}

/** Passes every step that the hosted page still asks for, and stays there. */
export async function passEveryStep(page: Page): Promise<void> {
  const next = page.getByRole('button', { name: /^((身份证|人脸|意愿)：通过|重试)$/ })
  const done = page.getByRole('heading', { name: '已通过' })
  for (;;) {
    await expect(next.or(done)).toBeVisible()
    if (await done.isVisible()) break
    await clickForNextScreen(page, next)
  }
}

/** Passes one step: the face, say. */
export async function passStep(page: Page, step: '身份证' | '人脸' | '意愿'): Promise<void> {
  await clickForNextScreen(page, page.getByRole('button', { name: `${step}：通过` }))
}

/** Chooses the most frequent failure of the step that is shown. */
export async function failStep(page: Page): Promise<void> {
  const failures = page.getByRole('group', { name: '或者让它失败' })
  await clickForNextScreen(page, failures.getByRole('button').first())
}

/** A page that is closed before the next screen may not have told the sandbox what was clicked. */
async function clickForNextScreen(page: Page, button: Locator): Promise<void> {
  const screen = page.locator('main')
  const before = await screen.textContent()
  await button.click()
  await expect(screen).not.toHaveText(before ?? '', { useInnerText: false })
}

export async function backToMerchant(page: Page): Promise<void> {
  await merchantLink(page).click()
  await expect(page.locator('faceid-h5')).toBeVisible()
}

export function merchantLink(page: Page): Locator {
  return page.getByRole('button', { name: '返回商户' })
}

/** The two cards of the order's page. */
export const browserCard = (page: Page): Locator => page.locator('#browser')
export const backEndCard = (page: Page): Locator => page.locator('#backend')

/** The newest verification at the sandbox. */
export function newestToken(world: World) {
  const token = world.sandbox.tokens().at(-1)
  if (token === undefined) throw new Error('nothing was started')
  return token
}
