// Draws a Mermaid diagram in a browser: what Mermaid can't read, GitHub shows as an error.
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Browser, Page } from '@playwright/test'

const mermaid = dirname(createRequire(import.meta.url).resolve('mermaid/package.json'))

/** A page that can draw. */
export async function openDrawing(browser: Browser): Promise<Page> {
  const page = await browser.newPage()
  await page.addScriptTag({ path: join(mermaid, 'dist/mermaid.min.js') })
  return page
}

/** @returns the labels in the picture. @throws Error with what Mermaid says. */
export function draw(page: Page, code: string): Promise<string> {
  return page.evaluate(drawHere, code)
}

// Runs in the page.
async function drawHere(code: string): Promise<string> {
  // Safe: the script that was added defines it.
  const { mermaid } = globalThis as unknown as {
    mermaid: { render(id: string, code: string): Promise<{ svg: string }> }
  }
  const { svg } = await mermaid.render('diagram', code)
  const parsed = new DOMParser().parseFromString(svg, 'text/html')
  return parsed.body.textContent ?? ''
}
