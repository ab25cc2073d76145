// The back ends of the documents (`file=back-end/…`), each run as written: a person starts, passes, and signs the order.
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
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readDocuments, root } from './documents.js'

const apiKey = 'a-key-that-only-these-back-ends-use'
const folder = mkdtempSync(join(tmpdir(), 'faceid-h5-back-end-'))
/** What the examples export, in the terms of their framework, as a listener of Node. */
const listeners: Record<string, (module: Example) => Promise<RequestListener> | RequestListener> = {
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

let relayUrl: string
let testPort: string
let sandbox: Sandbox
let relay: FastifyInstance

beforeAll(async () => {
  const port = await getPort()
  relayUrl = `http://127.0.0.1:${port}`
  sandbox = await createSandbox()
  relay = await createApp({
    configuration: configuration(),
    credentials: sandboxCredential,
    endpoint: sandbox.url,
    relaySecret: Buffer.from(Array.from({ length: 32 }, (_, index) => index * 11)).toString('hex'),
    merchantApiKeys: [apiKey],
  })
  await relay.listen({ host: '127.0.0.1', port })
  Object.assign(process.env, { RELAY_URL: relayUrl, MERCHANT_API_KEY: apiKey, NODE_ENV: 'test' })
  testPort = String(await getPort())
})
afterAll(async () => {
  await relay.close()
  await sandbox.close()
  rmSync(folder, { recursive: true })
})

it.each(Object.keys(listeners))('the back end in %s starts and verifies', async (name) => {
  const module = await import(pathToFileURL(join(writeExamples(name), `${name}.js`)).href)
  const server = createServer(await listeners[name]?.(module))
  const port = await getPort()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const post = async (path: string, body: object | URLSearchParams) => {
    const form = body instanceof URLSearchParams
    const response = await fetch(`http://127.0.0.1:${port}/orders/${path}`, {
      method: 'POST',
      body: form ? body : JSON.stringify(body),
      ...(form ? {} : { headers: { 'content-type': 'application/json' } }),
    })
    return { status: response.status, body: await response.json().catch(() => undefined) }
  }
  const page = { modes: ['native', 'overlay'], returnUrl: 'https://m.shop.example/' }

  expect(await post('order-4712/start', page)).toMatchObject({ status: 404 })
  expect(await post('order-4711/result', new URLSearchParams({ 'faceid-token': '' }))).toEqual({
    status: 422,
    body: { signed: false, code: 'token_missing' },
  })
  const started = await post('order-4711/start', page)
  expect(started.status).toBe(201)
  const { id, ticket } = started.body
  sandbox.finish(sandbox.tokens().at(-1)?.bizToken ?? '')
  const client = createRelayClient({ relay: relayUrl, apiKey })
  const { resultToken = '' } = await client.read(id, ticket)
  const handedIn = { 'faceid-token': resultToken }
  for (const body of [handedIn, new URLSearchParams(handedIn)])
    expect(await post('order-4711/result', body)).toEqual({ status: 200, body: { signed: true } })
  expect(await post('order-4711/start', { ...page, modes: [] })).toMatchObject({ status: 400 })
  server.close()
})

it('the back end’s own test passes', async () => {
  const args = ['--test', '--test-reporter=tap', 'faceid.test.js']
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: writeExamples('test'),
  })
  expect(stdout).toMatch(/^# pass 2$/m)
  expect(stdout).toMatch(/^# fail 0$/m)
})

/** Writes all back ends into a folder of their own, with their own memory. */
function writeExamples(name: string): string {
  const project = join(folder, name)
  // Written last, the English document replaces its translation.
  const blocks = readDocuments().flatMap((document) => document.blocks)
  for (const { code, notes } of blocks.reverse()) {
    const file = notes.get('file')
    if (!file?.startsWith('back-end/')) continue
    mkdirSync(dirname(join(project, file)), { recursive: true })
    writeFileSync(join(project, file), code.replaceAll('4171', testPort))
  }
  symlinkSync(join(root, 'e2e/node_modules'), join(project, 'node_modules'))
  writeFileSync(join(project, 'package.json'), '{"type": "module"}')
  return join(project, 'back-end')
}

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
