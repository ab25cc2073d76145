// What a person does in the shop and on the hosted page. Every step waits until it can be done.
import { expect, vi } from 'vitest'
import type { Client } from 'webdriver'
import type { World } from '../../support/world.js'

export const patience = { timeout: 110_000, interval: 50 }

/** Runs in the page, as the body of a function. @returns what it returns, as JSON. */
export async function run<T>(page: Client, script: string, ...values: unknown[]): Promise<T> {
  // Safe: the caller knows what its script returns.
  return (await page.executeScript(script, values as object[])) as T
}

/** Waits for the element and taps it. Each selector is within the shadow root of the one before. */
export async function tap(page: Client, ...path: string[]): Promise<void> {
  await vi.waitFor(async () => {
    const element = await run<Record<string, string> | null>(page, find, path)
    // A reference is an object with one key, which the standard names by a UUID.
    const [id] = Object.values(element ?? {})
    if (id === undefined) throw new Error(`no such element: ${path.join(' › ')}`)
    await page.elementClick(id)
  }, patience)
}

const find = `
  let node = document
  for (const selector of arguments[0]) node = node && (node.shadowRoot || node).querySelector(selector)
  return node`

/** Opens the shop and takes one of its products. @returns the address of the order's page. */
export async function order(
  page: Client,
  { demo }: World,
  product: 'member' | 'loan' | 'auction',
  frontEnd: '/' | '/vue/' = '/',
): Promise<string> {
  await page.navigateTo(demo.url + frontEnd)
  await tap(page, `button[value="${product}"]`)
  await expectWidget(page, 'ready')
  return page.getUrl()
}

export async function expectWidget(page: Client, state: string): Promise<void> {
  const read = () => run(page, 'return document.querySelector("faceid-h5").state')
  await expect.poll(read, patience).toBe(state)
}

/** `open` or `signed`, as the shop's back end answered. */
export async function expectOrder(page: Client, state: 'open' | 'signed'): Promise<void> {
  const read = () => run(page, 'return document.querySelector("#state").dataset.state')
  await expect.poll(read, patience).toBe(state)
}

/** Taps the widget's main button. */
export function tapWidget(page: Client): Promise<void> {
  return tap(page, 'faceid-h5', '[part=button]')
}

export async function expectHostedPage(page: Client, { sandbox }: World): Promise<void> {
  const read = () => run(page, 'return document.querySelector("input[name=step]").value')
  await expect.poll(read, patience).toBe('card')
  expect(await page.getUrl()).toContain(sandbox.publicUrl)
}

/** Passes these steps, and goes back to the merchant. */
export async function passOnHostedPage(
  page: Client,
  steps: readonly ('card' | 'face' | 'intention')[],
): Promise<void> {
  for (const step of steps) await tap(page, `input[name=step][value=${step}] ~ button.primary`)
  await tap(page, 'form[action$="/return"] button.primary')
}

/** Goes back until the page is there that was left: the way to the hosted page has several. */
export async function backTo(page: Client, address: string): Promise<void> {
  do await page.back()
  while ((await page.getUrl()) !== address)
}
