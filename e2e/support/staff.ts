// The shop's staff, at a computer of their own.
import { type Browser, expect, type Page } from '@playwright/test'
import type { World } from './world.js'

/** A page of a new browser, logged in. It is closed with the browser. */
export async function staffPage(browser: Browser, world: World): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  const page = await context.newPage()
  await page.goto(`${world.demo.url}/staff`)
  await page.locator('input[name="password"]').fill(world.secrets.staffPassword)
  await page.locator('form[action="/staff/login"] button').click()
  await expect(page.locator('form[action="/staff/logout"]')).toBeVisible()
  return page
}

export async function openOrder(staff: Page, world: World, reference: string): Promise<void> {
  await staff.goto(`${world.demo.url}/staff/orders/${reference}`)
}
