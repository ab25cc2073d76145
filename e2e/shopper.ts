// What a person does in the shop and on the hosted page, in words.
import { type Locator, type Page, expect } from '@playwright/test'
import type { World } from './world.js'

export type Product = 'member' | 'loan'

/** Opens the shop and takes one of its two products; the page of the order is open then. */
export async function order(page: Page, world: World, product: Product): Promise<void> {
  await page.goto(world.demo.url)
  await page.locator(`button[value="${product}"]`).click()
  await expect(page.locator('faceid-h5')).toBeVisible()
}

export function verifyButton(page: Page): Locator {
  return page.getByRole('button', { name: '开始人脸核身' })
}

/** Taps the button and waits for the first screen of the hosted page. */
export async function begin(page: Page): Promise<void> {
  await verifyButton(page).click()
  await expect(page.getByText('沙箱：这不是腾讯')).toBeVisible()
}

/** Walks through the hosted page until it is passed, and back to the merchant. */
export async function passOnHostedPage(page: Page, product: Product): Promise<void> {
  if (product === 'member') await page.getByRole('button', { name: '身份证：通过' }).click()
  await page.getByRole('button', { name: '人脸：通过' }).click()
  if (product === 'loan') await page.getByRole('button', { name: '意愿：通过' }).click()
  await backToMerchant(page)
}

export async function backToMerchant(page: Page): Promise<void> {
  await page.getByRole('button', { name: '返回商户' }).or(page.getByRole('link', { name: '返回商户' })).click()
  await expect(page.locator('faceid-h5')).toBeVisible()
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
