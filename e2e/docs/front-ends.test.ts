// The front ends of `docs/integration.md`, built and walked in a browser from the tap to the back end's answer.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { createResultVerifier, memoryConsume } from '@faceid-h5/merchant'
import { createApp } from '@faceid-h5/relay'
import { createSandbox, type Sandbox, sandboxCredential } from '@faceid-h5/sandbox'
import { type Browser, chromium } from '@playwright/test'
import type { FastifyInstance } from 'fastify'
import getPort from 'get-port'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchOptions } from '../support/chromium.js'
import { userAgents } from '../support/user-agents.js'
import { buildExample } from './example-project.js'

let shop: string
let server: Server
/** Of the example that is walked. */
let files: ReadonlyMap<string, string> = new Map()
let relayUrl: string
let relay: FastifyInstance
let sandbox: Sandbox
let browser: Browser

beforeAll(async () => {
  const port = await getPort()
  const shopPort = await getPort()
  shop = `http://127.0.0.1:${shopPort}`
  server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(shopPort, '127.0.0.1', resolve))
  relayUrl = `http://127.0.0.1:${port}`
  sandbox = await createSandbox()
  relay = await createApp({
    configuration: {
      publicUrl: relayUrl,
      allowedOrigins: [shop],
      scenes: {
        member: {
          rules: { native: '1000004', overlay: '1000003' },
          startedBy: 'browser',
          returnUrls: [`${shop}/`],
        },
      },
    },
    credentials: sandboxCredential,
    endpoint: sandbox.url,
    relaySecret: Buffer.from(Array.from({ length: 32 }, (_, index) => index * 5)).toString('hex'),
  })
  await relay.listen({ host: '127.0.0.1', port })
  browser = await chromium.launch(launchOptions)
})
afterAll(async () => {
  await browser.close()
  server.close()
  await relay.close()
  await sandbox.close()
})

const page = (root: string, script: string) =>
  `<!doctype html><html lang="zh-CN"><body>${root}<script type="module" src="/${script}"></script></body></html>`
const order = '<Order id="order-4711" />'
const onServer = "import { renderToString } from 'react-dom/server'"
const inBrowser = "import { hydrateRoot } from 'react-dom/client'"
const ownPage = `import { begin, lookAgain } from './headless.js'
document.querySelector('button').onclick = begin
const answer = await lookAgain()
if (answer?.signed) document.querySelector('p').textContent = 'Signed'`
const theOrder = "import { Order } from './app/orders/[id]/order.js'"

const examples: readonly [name: string, path: string, more: Readonly<Record<string, string>>][] = [
  ['vite', '', {}],
  ['vue', '#/orders/order-4711', { 'index.html': page('<div id="app"></div>', 'main.js') }],
  ['react', '', { 'index.html': page('<div id="root"></div>', 'main.tsx') }],
  [
    'headless',
    '',
    {
      'index.html': page('<button>开始人脸核身</button><p></p>', 'main.ts'),
      'main.ts': ownPage,
      'vite.config.js': "export default { build: { target: 'es2022' } }",
    },
  ],
  [
    'next',
    '',
    {
      'index.html': page('<div id="root"><!--html--></div>', 'browser.tsx'),
      'app/orders/[id]/hand-in.js': "export * from '../../../hand-in.js'",
      'server.tsx': `${onServer}; ${theOrder}\nexport const html = renderToString(${order})`,
      'browser.tsx': `${inBrowser}; ${theOrder}\nhydrateRoot(document.getElementById('root')!, ${order})`,
    },
  ],
]

describe('a front end of the integration guide', () => {
  it.each(examples)('%s goes from the tap to the back end’s answer', async (name, path, more) => {
    const example = await buildExample(name, { relayUrl, more })
    const context = await browser.newContext({
      userAgent: userAgents.wechatAndroid,
      locale: 'zh-CN',
    })
    files = example.files
    const tab = await context.newPage()
    tab.setDefaultTimeout(10_000)
    const faults: string[] = []
    tab.on('pageerror', (error) => faults.push(error.message))
    tab.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text())
    })
    await tab.goto(`${shop}/${path}`)
    await tab.getByRole('button', { name: '开始人脸核身' }).click()
    await tab.getByRole('button', { name: '身份证：通过' }).click()
    await tab.getByRole('button', { name: '人脸：通过' }).click()
    const back = '返回商户'
    await tab
      .getByRole('button', { name: back })
      .or(tab.getByRole('link', { name: back }))
      .click()
    await tab.getByText('Signed', { exact: true }).waitFor()
    expect(tab.url()).toBe(`${shop}/${path}`)
    expect(sandbox.calls('DetectAuth')).toHaveLength(1)
    expect(faults).toEqual([])
    sandbox.forgetCalls()
    await context.close()
    example.remove()
  })
})

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '', shop)
  if (request.method === 'POST') {
    const { verify } = createResultVerifier({
      issuer: relayUrl,
      scene: 'member',
      consume: memoryConsume(),
      allowSandbox: true,
    })
    const sent = JSON.parse(await text(request))
    const reference = String(pathname.split('/')[2])
    await verify(sent['faceid-token'], { reference, accept: 'anyone' })
    response.end(JSON.stringify({ signed: true }))
    return
  }
  const file = pathname === '/' ? '/index.html' : pathname
  const type = file.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8'
  // The icon that browsers ask for by themselves is no fault of an example.
  response.writeHead(200, { 'content-type': type }).end(files.get(file) ?? '')
}
