// A merchant's page with a relay beside it and the sandbox behind, to put the HTML of a document on and use it.
import { randomBytes } from 'node:crypto'
import { createRelayClient, fromPage } from '@faceid-h5/merchant'
import { createApp } from '@faceid-h5/relay'
import { createSandbox, type Sandbox, sandboxCredential } from '@faceid-h5/sandbox'
import { type Browser, chromium, type Page, type Route } from '@playwright/test'
import getPort from 'get-port'
import { launchOptions } from '../support/chromium.js'
import { userAgents } from '../support/user-agents.js'

export interface MerchantPage {
  /** Opens a page that holds this, in WeChat on a phone, with the scripts of its document beside it. */
  open(html: string, files: ReadonlyMap<string, string>): Promise<Page>
  browser: Browser
  sandbox: Sandbox
  close(): Promise<void>
}

const scriptTag = '<script src="https://m.shop.example/faceid/faceid-h5.js" async></script>'
const apiKey = 'a-key-that-only-these-pages-use'
const person = { name: '核身测试员', idCard: '11010519491231002X' }

export async function createMerchantPage(): Promise<MerchantPage> {
  const sandbox = await createSandbox()
  const port = await getPort()
  const shop = `http://127.0.0.1:${port}`
  const relay = await createApp({
    configuration: configuration(shop),
    credentials: sandboxCredential,
    relaySecret: randomBytes(32).toString('base64'),
    merchantApiKeys: [apiKey],
    endpoint: sandbox.url,
    logger: false,
  })
  await relay.listen({ host: '127.0.0.1', port })
  const browser = await chromium.launch(launchOptions)
  const backEnd = createRelayClient({ relay: `${shop}/faceid`, apiKey })
  return {
    browser,
    sandbox,
    async open(html, files) {
      const context = await browser.newContext({ userAgent: userAgents.wechatIos, locale: 'zh-CN' })
      await context.route(`${shop}/**`, (route) => answer(route, html, files))
      const page = await context.newPage()
      await page.goto(`${shop}/page`)
      return page
    },
    async close() {
      await browser.close()
      await relay.close()
      await sandbox.close()
    },
  }

  async function answer(
    route: Route,
    html: string,
    files: ReadonlyMap<string, string>,
  ): Promise<void> {
    const { pathname } = new URL(route.request().url())
    if (pathname.startsWith('/faceid/')) return route.continue()
    const script = files.get(pathname.slice(1))
    if (script !== undefined) return route.fulfill({ contentType: 'text/javascript', body: script })
    if (pathname.endsWith('/result')) return route.fulfill({ json: { signed: true } })
    if (pathname.endsWith('/start')) {
      // What a back end does behind `start-url`.
      const body = fromPage(route.request().postDataJSON())
      const reference = 'order-4711'
      const started = await backEnd.start({ ...body, scene: 'loan', reference, identity: person })
      return route.fulfill({ status: 201, json: started })
    }
    // A line of a page stands on a page that has the script.
    const whole = html.includes('<script') ? html : `${scriptTag}${html}`
    const body = whole.replaceAll('https://m.shop.example', shop)
    return route.fulfill({ contentType: 'text/html; charset=utf-8', body })
  }
}

function configuration(shop: string): object {
  const returnUrls = [`${shop}/`]
  return {
    publicUrl: `${shop}/faceid`,
    scenes: {
      member: {
        rules: { native: '1000004', overlay: '1000003' },
        startedBy: 'browser',
        returnUrls,
      },
      loan: { rules: { native: '1000006', overlay: '1000007' }, identity: 'supplied', returnUrls },
    },
  }
}
