// What a person does in the shop and on the hosted page. Every step waits until it can be done, and for what it leads to.
import { expect, vi } from 'vitest'
import type { Page } from './webdriver.js'
import type { World } from './world.js'

/** A slow machine is no failure. */
export const patience = { timeout: 30_000, interval: 50 }

/** Waits until it is there. */
export function tap(page: Page, ...path: string[]): Promise<void> {
  return vi.waitFor(() => page.click(...path), patience)
}

/** Opens the shop and takes one of its products; answers the address of the order's page. */
export async function order(
  page: Page,
  { demo }: World,
  product: 'member' | 'loan' | 'auction',
  frontEnd: '/' | '/vue/' = '/',
): Promise<string> {
  await page.goto(demo.url + frontEnd)
  await tap(page, `button[value="${product}"]`)
  await expectWidget(page, 'ready')
  return page.url()
}

export async function expectWidget(page: Page, state: string): Promise<void> {
  await expect
    .poll(() => page.run('return document.querySelector("faceid-h5").state'), patience)
    .toBe(state)
}

/** `open` or `signed`: what the shop's back end has said. */
export async function expectOrder(page: Page, state: 'open' | 'signed'): Promise<void> {
  await expect
    .poll(() => page.run('return document.querySelector("#state").dataset.state'), patience)
    .toBe(state)
}

/** Taps the widget's main button. */
export function tapWidget(page: Page): Promise<void> {
  return tap(page, 'faceid-h5', '[part=button]')
}

export async function expectHostedPage(page: Page, { sandbox }: World): Promise<void> {
  await expect
    .poll(() => page.run('return document.querySelector("input[name=step]").value'), patience)
    .toBe('card')
  expect(await page.url()).toContain(sandbox.publicUrl)
}

type Step = 'card' | 'face' | 'intention'

/** Passes these steps, and goes back to the merchant. */
export async function passOnHostedPage(page: Page, steps: Step[]): Promise<void> {
  for (const step of steps) await tap(page, `input[name=step][value=${step}] ~ button.primary`)
  await tap(page, 'form[action$="/return"] button.primary')
}

/** Until the page is there that was left; the way to the hosted page has several. */
export async function backTo(page: Page, address: string): Promise<void> {
  do await page.back()
  while ((await page.url()) !== address)
}
