import { mkdir, writeFile } from 'node:fs/promises'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { afterAll, expect, test } from 'vitest'
import { shop } from './browser.js'
import { cases, onDesktop } from './states.js'
import { world } from './world.js'

/** With SCREENSHOTS=folder each colour scheme becomes one sheet for phones and one for desktops. */
const folder = process.env.SCREENSHOTS
const here = world()
const pictures: Record<string, [name: string, png: string][]> = {}

// Axe reads every state once; the two colour schemes take turns, since both share every rule of the style sheet.
test.each(Object.entries(cases))(
  '%s: its words, the next step, sizes, and nothing that axe finds',
  async (name, { attributes = '', kept, patient, prepare, act, title, steps = [], ...opening }) => {
    here.withScript(patient ? neverGiveUp : '', shop(`locale="zh-CN" ${attributes}`))
    const stored = kept ? await here.begin() : undefined
    prepare?.(here.relay)
    const colorScheme = Object.keys(cases).indexOf(name) % 2 === 1 ? 'dark' : 'light'
    const page = await here.openShop({ ...opening, kept: stored, colorScheme })
    await act?.(page, here.relay)
    await page.locator('[part=title]', { hasText: title }).waitFor()
    const shown = page.locator('faceid-h5').locator('button, a')
    for (const step of steps) await shown.filter({ hasText: step }).first().waitFor()
    expect(await shown.allTextContents()).toEqual(steps)
    for (const height of await heights(page)) expect(height).toBeGreaterThanOrEqual(44)
    const { violations } = await new AxeBuilder({ page })
      .include('faceid-h5')
      .setLegacyMode()
      .analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
    if (folder) await shoot(page, name)
  },
)

afterAll(async () => {
  if (folder) await mkdir(folder, { recursive: true })
  for (const [sheet, shots] of Object.entries(pictures)) {
    const page = await here.browser.newPage({ viewport: { width: 1_640, height: 900 } })
    await page.setContent(contactSheet(sheet, shots))
    await writeFile(`${folder}/${sheet}.png`, await page.screenshot({ fullPage: true }))
    await page.close()
  }
})

async function shoot(page: Page, name: string): Promise<void> {
  await page.addStyleTag({
    content: 'h1 { display: none } body { margin: 0 } main { width: 375px }',
  })
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    const png = await page.locator('main').screenshot({ animations: 'disabled' })
    const sheet = `${onDesktop(name) ? 'desktop' : 'phone'}-${colorScheme}`
    pictures[sheet] = [...(pictures[sheet] ?? []), [name, png.toString('base64')]]
  }
}

function contactSheet(sheet: string, shots: [name: string, png: string][]): string {
  const [ground, text] = sheet.endsWith('dark') ? ['#111', '#aaa'] : ['#ededed', '#555']
  const figures = shots.map(
    ([name, png]) =>
      `<figure><figcaption>${name}</figcaption><img src="data:image/png;base64,${png}"></figure>`,
  )
  return `<style>
    body { margin: 20px; display: flex; flex-wrap: wrap; gap: 20px; background: ${ground}; color: ${text}; font: 15px monospace }
    figure { margin: 0; width: 375px } figcaption { margin-bottom: 6px } img { border-radius: 12px }
  </style>${figures.join('')}`
}

const neverGiveUp =
  'const own = setTimeout; window.setTimeout = (run, after) => (after >= 1_000 ? 0 : own(run, after))'

/** Of everything that is touched. */
async function heights(page: Page): Promise<number[]> {
  const targets = await page.locator('button, label, a, input[readonly]').all()
  const boxes = await Promise.all(targets.map((target) => target.boundingBox()))
  return boxes.map((box) => box?.height ?? 44)
}
