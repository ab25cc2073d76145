import type { Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FaceIdAttributes } from '../../packages/widget/dist/attributes.js'
import { readDocuments } from './documents.js'
import { draw, openDrawing } from './drawing.js'
import { createMerchantPage, type MerchantPage } from './merchant-page.js'
import { hasOwnWalk, isTranslation } from './walked.js'

const blocks = readDocuments().flatMap((document) => document.blocks)
const of = (language: string) =>
  blocks
    .filter(
      (block) =>
        block.language === language &&
        !(language === 'html' && (hasOwnWalk(block) || isTranslation(block))),
    )
    .map(({ at, code }) => [at, code] as const)

/** Complete, as the compiler sees to. */
const attributes: Record<
  Exclude<keyof FaceIdAttributes, 'messages' | 'environment' | 'ticket'>,
  true
> = {
  scene: true,
  reference: true,
  relay: true,
  'start-url': true,
  'return-url': true,
  locale: true,
  'consent-version': true,
  'consent-url': true,
  prepare: true,
  name: true,
  theme: true,
}

let shop: MerchantPage
beforeAll(async () => {
  shop = await createMerchantPage()
})
afterAll(() => shop.close())

describe('HTML', () => {
  it.each(of('html'))(
    '%s: works in a browser, to the result token in the form',
    async (_at, html) => {
      const page = await shop.open(html)
      const faults: string[] = []
      page.on('pageerror', (error) => faults.push(error.message))
      const element = page.locator('faceid-h5').first()
      for (const name of await namesOn(page)) expect(Object.keys(attributes)).toContain(name)
      await state(page, 'ready')
      if (await element.getByRole('checkbox').isVisible())
        await element.getByRole('checkbox').check()
      await element.getByRole('button').first().click()
      await page.waitForURL(`${shop.sandbox.url}/**`)
      shop.sandbox.finish(shop.sandbox.tokens().at(-1)?.bizToken ?? '')
      await page.goBack()
      await state(page, 'passed')
      const field = (await element.getAttribute('name')) ?? 'faceid-token'
      if (html.includes('<form')) {
        expect(await page.locator(`form [name="${field}"]`).inputValue()).toMatch(/^ey.+\..+\..+/)
      }
      expect(faults).toEqual([])
      await page.context().close()
    },
  )
})

describe('CSS', () => {
  it.each(of('css'))('%s: is read whole, and names what the widget has', async (_at, css) => {
    const page = await shop.browser.newPage()
    const rules = await page.evaluate((text) => {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(text)
      return [...sheet.cssRules].map((rule) => rule.cssText).join('\n')
    }, css)
    await page.close()
    const words = (text: string) => text.match(/--faceid-[a-z-]+|::part\([a-z- ]+\)|[a-z-]+(?=: )/g)
    expect(words(rules.replaceAll(/\s+/g, ' '))).toEqual(words(css.replaceAll(/\s+/g, ' ')))
  })
})

describe('Mermaid', () => {
  let page: Page
  beforeAll(async () => {
    page = await openDrawing(shop.browser)
  })

  it.each(of('mermaid'))('%s: can be drawn', async (_at, code) => {
    expect(await draw(page, code)).not.toMatch(/syntax error/i)
  })

  it('finds a diagram that can’t be drawn', async () => {
    await expect(draw(page, 'flowchart LR\n  a --->>> b[')).rejects.toThrow(/error/i)
  })
})

/** Of every element of ours on the page. */
function namesOn(page: Page): Promise<string[]> {
  return page
    .locator('faceid-h5')
    .evaluateAll((elements) => elements.flatMap((element) => element.getAttributeNames()))
}

async function state(page: Page, wanted: string): Promise<void> {
  await page.waitForFunction((name) => {
    const element = document.querySelector('faceid-h5')
    return element !== null && 'state' in element && element.state === name
  }, wanted)
}
