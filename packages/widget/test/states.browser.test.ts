import { mkdir } from 'node:fs/promises'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from 'vitest'
import type { Kept } from '../src/client/ticket-store.js'
import { shop } from './browser.js'
import { type Case, cases } from './states.js'
import { world } from './world.js'

const here = world()

for (const name of Object.keys(cases)) {
  test(`${name}: words, buttons, sizes, and nothing that axe finds in light and dark`, async () => {
    const { attributes = '', kept, prepare, act, title, buttons = [], ...opening } = caseOf(name)
    here.relay.pages['/shop'] = shop(`locale="zh-CN" ${attributes}`)
    const started = kept ? { kept: { relay: here.relay.address, started: await start() } } : {}
    prepare?.(here.relay)
    const page = await here.openShop({ ...opening, ...started })
    await act?.(page, here.relay)
    await page.locator('[part=title]', { hasText: title }).waitFor()
    for (const button of buttons) await page.getByRole('button', { name: button }).waitFor()
    expect(await page.getByRole('button').allTextContents()).toEqual(buttons)
    for (const height of await heights(page)) expect(height).toBeGreaterThanOrEqual(44)
    const axe = new AxeBuilder({ page }).include('faceid-h5')
    expect(await violations(axe)).toEqual([])
    await shoot(page, `${name}-light`)
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await violations(axe.withRules('color-contrast'))).toEqual([])
    await shoot(page, `${name}-dark`)
  })
}

function caseOf(name: string): Case {
  const found = cases[name]
  if (!found) throw new TypeError(name)
  return found
}

async function violations(axe: AxeBuilder): Promise<unknown[]> {
  const results = await axe.analyze()
  return results.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])
}

/** Pictures for `docs/widget-states.md`: the element on a phone's width, on WeChat's grounds. */
async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS
  if (!folder) return
  await mkdir(folder, { recursive: true })
  await page.addStyleTag({ content: ground })
  const path = `${folder}/${name}.png`
  await page.locator('main').screenshot({ path, animations: 'disabled' })
}

const ground = `
  h1 { display: none }
  body { margin: 0; background: #ededed }
  main { box-sizing: border-box; width: 375px; padding: 16px }
  @media (prefers-color-scheme: dark) { body { background: #111 } }`

/** What an earlier page has started. */
async function start(): Promise<Kept> {
  const body = { scene: 'member', reference: 'order-1', modes: ['native'], returnUrl: '/' }
  const address = `${here.relay.address}/v1/verifications`
  const response = await fetch(address, { method: 'POST', body: JSON.stringify(body) })
  return response.json()
}

/** Of everything that is touched. */
async function heights(page: Page): Promise<number[]> {
  const targets = await page.locator('button, label, a, input[readonly]').all()
  const boxes = await Promise.all(targets.map((target) => target.boundingBox()))
  return boxes.map((box) => box?.height ?? 44)
}
