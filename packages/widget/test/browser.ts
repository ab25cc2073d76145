import type { Browser, BrowserContextOptions, Page } from '@playwright/test'
import type { TestRelay } from './relay-server.js'
import userAgents from './user-agents.json' with { type: 'json' }

export const strictPolicy = ({ origin }: TestRelay): string =>
  `default-src 'none'; script-src ${origin}; connect-src ${origin}; style-src ${origin}; img-src data:`

/** A merchant's page with the script tag. */
export const shop = (attributes = '', more = ''): string => `<!doctype html>
  <html lang="en"><meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="icon" href="data:,"><title>Shop</title>
  <main><h1>Apply</h1>
  <form action="/apply"><faceid-h5 scene="member" reference="order-1" ${attributes}></faceid-h5></form>
  ${more}</main>
  <script src="/faceid/faceid-h5.js"></script></html>`

/** Opens a page in a browser of its own. */
export async function open(
  browser: Browser,
  address: string,
  options: Opening = {},
): Promise<Page> {
  const { agent = 'wechatIos', kept, ...rest } = options
  const context = await browser.newContext({
    viewport: { width: 375, height: 812 },
    userAgent: userAgents[agent].userAgent,
    ...rest,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(0)
  if (kept) {
    await page.addInitScript(([name, text]) => {
      localStorage[name] = localStorage[name] || text
    }, kept)
  }
  await page.goto(address)
  return page
}

export interface Opening extends BrowserContextOptions {
  /** What an earlier page has stored. */
  kept?: [name: string, text: string] | undefined
  agent?: keyof typeof userAgents
}
