import type { Browser, BrowserContextOptions, Page } from '@playwright/test'
import type { Kept } from '../src/client/ticket-store.js'
import type { TestRelay } from './relay-server.js'
import { userAgents } from './user-agents.js'

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
  const { agent = 'wechatIos', kept, patient, ...rest } = options
  const context = await browser.newContext({
    viewport: { width: 375, height: 812 },
    userAgent: userAgents[agent],
    ...rest,
  })
  if (kept) await context.addInitScript(keep, kept)
  if (patient) await context.addInitScript(neverGiveUp)
  const page = await context.newPage()
  page.setDefaultTimeout(0)
  await page.goto(address)
  return page
}

export interface Opening extends BrowserContextOptions {
  agent?: keyof typeof userAgents
  /** What an earlier page has left in the storage, under which relay. */
  kept?: { relay: string; started: Kept }
  /** The page gives up on nothing: a state that is not to last does, on the slowest machine. */
  patient?: boolean
}

// Runs in the page.
function keep({ relay, started }: { relay: string; started: Kept }): void {
  const name = `faceid-h5 ${relay} member order-1`
  if (!localStorage.getItem(name)) localStorage.setItem(name, JSON.stringify(started))
}

// Runs in the page.
function neverGiveUp(): void {
  const own = window.setTimeout
  const patient = (run: TimerHandler, after = 0) => (after < 1_000 ? own(run, after) : 0)
  Object.assign(window, { setTimeout: patient })
}
