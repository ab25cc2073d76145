import type { Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FaceIdAttributes } from '../../packages/widget/dist/element/attributes.js'
import { type Block, noteOf, readDocuments } from './documents.js'
import { draw, openDrawing } from './drawing.js'
import { createMerchantPage, type MerchantPage } from './merchant-page.js'
import { hasOwnWalk, isTranslation } from './walked.js'

const blocks = readDocuments().flatMap((document) => document.blocks)
const of = (language: string) =>
  blocks
    .filter(
      (block) =>
        block.language === language &&
        !(language === 'html' && (hasOwnWalk(block) || isTranslation(block) || isBundled(block))),
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
  'hosted-page-hosts': true,
}

let shop: MerchantPage
beforeAll(async () => {
  shop = await createMerchantPage()
})
afterAll(() => shop.close())

describe('every <faceid-h5> in a document', () => {
  it('has attributes that the widget knows', () => {
    const tags = blocks.flatMap(({ code }) => code.match(/<faceid-h5\s[^>]*?>/g) ?? [])
    expect(tags.length).toBeGreaterThan(5)
    const names = tags.flatMap((tag) => [...tag.matchAll(/\s:?([a-z-]+)(?:\.\w+)?=/g)])
    for (const [, name = ''] of names) {
      if (!/^(class|key|ref|id|slot|data-.*|onfaceid-.*)$/.test(name)) {
        expect([...Object.keys(attributes), 'messages', 'environment', 'ticket']).toContain(name)
      }
    }
  })
})

describe('a header in a document', () => {
  it.each(of('http'))('%s: has the form of one', (_at, code) => {
    for (const line of code.trim().split('\n')) expect(line).toMatch(/^[A-Za-z-]+: \S.*$/)
  })
})

describe('HTML', () => {
  it.each(of('html'))(
    '%s: works in a browser, to the result token in the form',
    async (at, html) => {
      const page = await shop.open(html, scriptsBeside(at))
      const faults: string[] = []
      page.on('pageerror', (error) => faults.push(error.message))
      const element = page.locator('faceid-h5').first()
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

/** The scripts that the same document shows, by the name under which a page finds them. */
function scriptsBeside(at: string): ReadonlyMap<string, string> {
  const [path] = at.split(':')
  const scripts = blocks.filter(
    (block) => block.language === 'js' && block.at.split(':')[0] === path,
  )
  return new Map(scripts.map((block) => [noteOf(block, 'file') ?? '', block.code]))
}

/** A page for a bundler: it has no script that a browser could load. */
function isBundled({ code }: Block): boolean {
  return code.includes('<script type="module" src=')
}

async function state(page: Page, wanted: string): Promise<void> {
  await page.waitForFunction((name) => {
    const element = document.querySelector('faceid-h5')
    return element !== null && 'state' in element && element.state === name
  }, wanted)
}
