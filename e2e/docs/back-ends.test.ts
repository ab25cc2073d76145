// The back ends of `docs/integration.md`, each run as it stands there: a person starts, passes, and signs the order.
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { createRelayClient } from '@faceid-h5/merchant'
import { createApp } from '@faceid-h5/relay'
import { createSandbox, type Sandbox, sandboxCredential } from '@faceid-h5/sandbox'
import type { FastifyInstance } from 'fastify'
import getPort from 'get-port'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { noteOf, readDocuments, root } from './documents.js'

const apiKey = 'a-key-that-only-these-back-ends-use'
const page = { modes: ['native', 'overlay'], returnUrl: 'https://m.shop.example/' }
const environment = { ...process.env }

let folder: string
let relayUrl: string
let port: string
let sandbox: Sandbox
let relay: FastifyInstance

beforeAll(async () => {
  const ports = [String(await getPort()), String(await getPort())]
  relayUrl = `http://127.0.0.1:${ports[0]}`
  port = String(ports[1])
  sandbox = await createSandbox()
  relay = await createApp({
    configuration: configuration(),
    credentials: sandboxCredential,
    endpoint: sandbox.url,
    relaySecret: Buffer.from(Array.from({ length: 32 }, (_, index) => index * 11)).toString('hex'),
    merchantApiKeys: [apiKey],
  })
  await relay.listen({ host: '127.0.0.1', port: Number(ports[0]) })
  Object.assign(process.env, { RELAY_URL: relayUrl, MERCHANT_API_KEY: apiKey, NODE_ENV: 'test' })
})
afterAll(async () => {
  process.env = environment
  await relay.close()
  await sandbox.close()
})

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'faceid-h5-back-end-'))
  symlinkSync(join(root, 'e2e/node_modules'), join(folder, 'node_modules'))
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}')
  for (const { path, blocks } of readDocuments()) {
    if (path !== 'docs/integration.md') continue
    for (const block of blocks) {
      const file = noteOf(block, 'file')
      if (!file?.startsWith('back-end/')) continue
      mkdirSync(dirname(join(folder, file)), { recursive: true })
      writeFileSync(join(folder, file), block.code.replaceAll('4171', port))
    }
  }
  return () => rmSync(folder, { recursive: true })
})

describe('a back end of the integration guide', () => {
  const listeners: Record<string, (module: Example) => Promise<RequestListener> | RequestListener> =
    {
      express: ({ app }) => app,
      fastify: async ({ app }) => {
        await app.ready()
        return app.routing
      },
      koa: ({ app }) => app.callback(),
      'plain-node':
        ({ server }) =>
        (request, response) =>
          void server.emit('request', request, response),
    }

  it.each(Object.keys(listeners))('in %s starts, and believes who has passed', async (name) => {
    const module = await import(pathToFileURL(join(folder, 'back-end', `${name}.js`)).href)
    const server = createServer(await listeners[name]?.(module))
    const shop = await addressOf(server)
    const post = (path: string, type: string, body: string) =>
      fetch(`${shop}/orders/${path}`, { method: 'POST', headers: { 'content-type': type }, body })
    const json = 'application/json'
    const form = 'application/x-www-form-urlencoded'

    expect((await post('order-4712/start', json, JSON.stringify(page))).status).toBe(404)
    const early = await post('order-4711/result', form, 'faceid-token=')
    expect([early.status, await early.json()]).toEqual([
      422,
      { signed: false, code: 'token_missing' },
    ])
    const started = await post('order-4711/start', json, JSON.stringify(page))
    expect(started.status).toBe(201)
    const { id, ticket } = await started.json()
    sandbox.finish(sandbox.tokens().at(-1)?.bizToken ?? '')
    const { resultToken = '' } = await createRelayClient({ relay: relayUrl, apiKey }).read(
      id,
      ticket,
    )
    for (const [type, body] of [
      [json, JSON.stringify({ 'faceid-token': resultToken })],
      [form, new URLSearchParams({ 'faceid-token': resultToken }).toString()],
    ] as const) {
      const believed = await post('order-4711/result', type, body)
      expect([believed.status, await believed.json()]).toEqual([200, { signed: true }])
    }
    const refused = await post('order-4711/start', json, JSON.stringify({ ...page, modes: [] }))
    expect(refused.status).toBe(400)
    server.close()
  })

  it('has a test of its own that passes', async () => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--test', '--test-reporter=tap', 'faceid.test.js'],
      { cwd: join(folder, 'back-end') },
    )
    expect(stdout).toMatch(/^# pass 2$/m)
    expect(stdout).toMatch(/^# fail 0$/m)
  })
})

/** What the examples export: each its framework's own. */
interface Example {
  app: RequestListener & {
    callback(): RequestListener
    ready(): Promise<void>
    routing: RequestListener
  }
  server: Server
}

function configuration(): object {
  return {
    publicUrl: relayUrl,
    scenes: {
      loan: {
        rules: { native: '1000001', overlay: '1000002' },
        identity: 'supplied',
        returnUrls: ['https://m.shop.example/'],
        intention: { mode: 'questions', questions: [{ ask: '您是否同意？', answers: ['同意'] }] },
      },
    },
  }
}

async function addressOf(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
}
