// Runs the back ends of docs/en/backend.md and the test of docs/en/testing.md as they are written there.
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { createRelayClient } from '@faceid-h5/merchant'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort } from '../../.config/free-port.js'
import { listen } from '../../.config/listen.js'
import { createWorld, type World } from '../support/world.js'
import { filesOf, root } from './documents.js'

const page = { modes: ['native', 'overlay'], returnUrl: 'https://m.shop.example/' }
const folder = mkdtempSync(join(tmpdir(), 'faceid-h5-back-end-'))
let world: World

beforeAll(async () => {
  world = await createWorld(['https://m.shop.example'])
  const testPort = await freePort()
  Object.assign(process.env, {
    RELAY_URL: world.relayUrl,
    MERCHANT_API_KEY: world.secrets.apiKey,
    FACEID_ALLOW_SANDBOX: '1',
    PORT: String(await freePort()),
  })
  symlinkSync(join(root, 'e2e/node_modules'), join(folder, 'node_modules'))
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}')
  for (const document of ['backend', 'testing']) {
    for (const [file, code] of Object.entries(filesOf(`docs/en/${document}.md`, 'back-end/')))
      writeFileSync(join(folder, file), code.replaceAll('4191', String(testPort)))
  }
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await world.close()
})

const load = async (name: string) => import(pathToFileURL(join(folder, name)).href)

describe('a back end of the guide', () => {
  it('server.js shows an order of the scene member and signs it, again for a repeated form', async () => {
    const { server } = await load('server.js')
    if (!server.listening) await new Promise((resolve) => server.once('listening', resolve))
    const origin = 'https://m.shop.example'
    const started = await fetch(`${world.relayUrl}/v1/verifications`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify({ ...page, scene: 'member', reference: 'order-4711' }),
    })
    const token = await pass((await started.json()) as { id: string; ticket: string })
    const shop = `http://127.0.0.1:${server.address().port}`
    const shown = await fetch(`${shop}/orders/order-4711`)
    expect(await shown.text()).toContain('scene="member" reference="order-4711"')
    const post = postTo(shop)
    expect(await post('order-4711/result', { 'faceid-token': token })).toMatchObject([200, {}])
    expect(await post('order-4711/result', { 'faceid-token': token })).toMatchObject([200, {}])
    const other = await post('order-4712/result', { 'faceid-token': token })
    expect(other).toEqual([422, { signed: false, code: 'reference_mismatch' }])
    server.close()
  })

  const listeners: Readonly<Record<string, (example: Example) => RequestListener>> = {
    express: ({ app }) => app,
    fastify: ({ app }) => app.routing,
    koa: ({ app }) => app.callback(),
  }

  it.each(Object.entries(listeners))(
    '%s starts and signs an order of the scene loan',
    async (name, listenerOf) => {
      const example: Example = await load(`${name}.js`)
      await example.app.ready?.()
      const server = createServer(listenerOf(example))
      const post = postTo(await listen(server))
      const reference = 'order-4712'
      expect((await post('order-0000/start', page))[0]).toBe(404)
      const [status, started] = await post(`${reference}/start`, page)
      expect(status).toBe(201)
      const token = await pass(started)
      const answer = await post(`${reference}/result`, { 'faceid-token': token })
      // The order is signed by the first of these frameworks; the next verification is told so.
      expect(answer[1]).toEqual(
        name === 'express' ? { signed: true } : { signed: false, code: 'already_used' },
      )
      server.close()
    },
  )

  it('has a test that passes', async () => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--test', '--test-reporter=tap', 'loan.test.js'],
      { cwd: folder },
    )
    expect(stdout).toMatch(/^# pass 2$/m)
    expect(stdout).toMatch(/^# fail 0$/m)
  })
})

interface Example {
  app: RequestListener & {
    callback(): RequestListener
    ready?(): Promise<void>
    routing: RequestListener
  }
}

/** Lets the last started verification pass. Returns its result token. */
async function pass({ id, ticket }: { id: string; ticket: string }): Promise<string> {
  const { sandbox, relayUrl, secrets } = world
  sandbox.finish(sandbox.tokens().at(-1)?.bizToken ?? '')
  const relay = createRelayClient({ relay: relayUrl, apiKey: secrets.apiKey })
  return (await relay.read(id, ticket)).resultToken ?? ''
}

function postTo(shop: string) {
  return async (path: string, body: object) => {
    const response = await fetch(`${shop}/orders/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return [response.status, await response.json().catch(() => null)]
  }
}
