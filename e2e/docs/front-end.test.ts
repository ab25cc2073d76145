// Builds the front ends of docs/en/frontend.md as they are written there and runs each in a browser.
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium, type Page } from '@playwright/test'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchOptions } from '../../.config/chromium.js'
import { listen } from '../../.config/listen.js'
import { userAgents } from '../support/user-agents.js'
import { createWorld, type World } from '../support/world.js'
import { filesOf, root } from './documents.js'

const document = 'docs/en/frontend.md'
/** Of the example that runs: path → text. */
let files: ReadonlyMap<string, string>
let shop: string
let server: Server
let world: World
let browser: Browser

beforeAll(async () => {
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://shop')
    // The back end is tested in back-end.test.ts.
    if (request.method === 'POST') return void response.end('{"signed":true}')
    const file = pathname === '/' ? '/index.html' : pathname
    const type = file.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8'
    response.writeHead(200, { 'content-type': type }).end(files.get(file) ?? '')
  })
  shop = await listen(server)
  world = await createWorld([shop])
  browser = await chromium.launch(launchOptions)
})
afterAll(async () => {
  await browser.close()
  server.close()
  await world.close()
})

const page = (body: string, script: string) =>
  `<!doctype html><html lang="zh-CN"><body>${body}<script type="module" src="/${script}"></script></body></html>`
const order = `import { Order } from './app/orders/[id]/order.js'`

const examples: readonly [name: string, path: string, more: Record<string, string>][] = [
  ['script-tag', 'listen.html', {}],
  ['vite', '', {}],
  ['vue', '#/orders/order-4711', { 'index.html': page('<div id="app"></div>', 'main.js') }],
  ['react', '', { 'index.html': page('<div id="root"></div>', 'main.tsx') }],
  [
    'headless',
    '',
    {
      'index.html': page('<button>开始人脸核身</button><p></p>', 'main.ts'),
      'main.ts': `import { begin, lookAgain } from './headless.js'
document.querySelector('button').onclick = begin
lookAgain().then((answer) => {
  if (answer?.signed) document.querySelector('p').textContent = '已签署'
})`,
    },
  ],
  [
    'next',
    '',
    {
      'index.html': page('<div id="root"><!--html--></div>', 'browser.tsx'),
      'app/orders/[id]/hand-in.js': "export * from '../../../hand-in.js'",
      'server.tsx': `import { renderToString } from 'react-dom/server'; ${order}
export const html = renderToString(<Order id="order-4711" />)`,
      'browser.tsx': `import { hydrateRoot } from 'react-dom/client'; ${order}
hydrateRoot(document.getElementById('root')!, <Order id="order-4711" />)`,
    },
  ],
]

describe('a front end of the guide', () => {
  it.each(examples)(
    '%s goes from the tap to the answer of the back end',
    async (name, path, more) => {
      files = await built(name, more)
      const tab = await browser.newPage({ userAgent: userAgents.wechatAndroid, locale: 'zh-CN' })
      tab.setDefaultTimeout(0)
      const faults = faultsOn(tab)
      await tab.goto(`${shop}/${path}`)
      await tab.getByRole('button', { name: '开始人脸核身' }).click()
      const { sandbox } = world
      await tab.waitForURL(`${sandbox.url}/**`)
      sandbox.finish(sandbox.tokens().at(-1)?.bizToken ?? '')
      await tab.goto(`${shop}/${path}`)
      await tab.getByText('已签署', { exact: true }).waitFor()
      expect(faults).toEqual([])
      await tab.close()
    },
  )
})

it('an element in the HTML of React hydrates as it is, and keeps its field', async () => {
  const form = `import { OrderForm } from './app/orders/[id]/form.js'`
  files = await built('next', {
    'index.html': page('<div id="root"><!--html--></div>', 'browser.tsx'),
    'server.tsx': `import { renderToString } from 'react-dom/server'; ${form}
export const html = renderToString(<OrderForm id="order-4711" />)`,
    'browser.tsx': `import { useEffect } from 'react'; import { hydrateRoot } from 'react-dom/client'; ${form}
window.server = document.querySelector('faceid-h5')
const Page = () => {
  useEffect(() => void (document.title = 'hydrated'), [])
  return <OrderForm id="order-4711" />
}
// The widget draws first.
server.check().then(() => hydrateRoot(document.getElementById('root')!, <Page />))`,
  })
  const tab = await browser.newPage({ userAgent: userAgents.wechatAndroid })
  tab.setDefaultTimeout(0)
  const faults = faultsOn(tab)
  await tab.goto(shop)
  await tab.waitForFunction('document.title === "hydrated"')
  expect(faults).toEqual([])
  expect(await tab.evaluate('server.isConnected')).toBe(true)
  expect(await tab.locator('faceid-h5 > input[name=faceid-token]').inputValue()).toBe('')
  await tab.close()
})

function faultsOn(tab: Page): string[] {
  const faults: string[] = []
  tab.on('pageerror', (error) => faults.push(error.message))
  tab.on('console', (line) => line.type() === 'error' && faults.push(line.text()))
  return faults
}

async function built(name: string, more: Record<string, string>): Promise<Map<string, string>> {
  const texts = {
    ...filesOf(document, `${name}/`),
    'hand-in.js': filesOf(document)['hand-in.js'] ?? '',
    ...more,
    'package.json': '{"type": "module"}',
  }
  const localized = Object.entries(texts).map(
    ([file, text]) =>
      [file, text.replaceAll('https://m.shop.example/faceid', world.relayUrl)] as const,
  )
  if (name === 'script-tag') return new Map(localized.map(([file, text]) => [`/${file}`, text]))
  const folder = mkdtempSync(join(tmpdir(), 'faceid-h5-front-end-'))
  try {
    symlinkSync(join(root, 'e2e/node_modules'), join(folder, 'node_modules'))
    for (const [file, text] of localized) {
      mkdirSync(dirname(join(folder, file)), { recursive: true })
      writeFileSync(join(folder, file), text)
    }
    const options = { root: folder, logLevel: 'silent' } as const
    if ('server.tsx' in more) {
      await build({ ...options, build: { ssr: 'server.tsx', outDir: 'server' } })
      const { html } = await import(pathToFileURL(join(folder, 'server/server.js')).href)
      const shell = readFileSync(join(folder, 'index.html'), 'utf8')
      writeFileSync(join(folder, 'index.html'), shell.replace('<!--html-->', html))
    }
    await build(options)
    const dist = join(folder, 'dist')
    return new Map(
      readdirSync(dist, { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.\w+$/.test(file))
        .map((file) => [`/${file}`, readFileSync(join(dist, file), 'utf8')]),
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
}
