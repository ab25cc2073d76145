import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, createServer, type IncomingMessage, request, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSandbox, type Sandbox } from '@faceid-h5/sandbox'
import { Gauge, Registry } from 'prom-client'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { serveMetrics } from '../src/server/metrics.js'
import { createRelayUnderTest, memberBody, shop } from './relay-under-test.js'
import { environmentFor, listen, type RunningRelay, runRelay } from './running-relay.js'
import { apiKey } from './secrets.js'

const folder = mkdtempSync(join(tmpdir(), 'faceid-relay-'))
let sandbox: Sandbox
beforeAll(async () => {
  // Slow enough that eight callers stay below the sandbox's 100 starts a second.
  sandbox = await createSandbox({ latencyMs: 100 })
})
afterAll(async () => {
  await sandbox.close()
  rmSync(folder, { recursive: true })
})

/** A relay as an operator runs it: the built command. */
function run(more: Record<string, string> = {}): Promise<RunningRelay> {
  const config = join(folder, 'relay.json')
  const member = {
    rules: { native: '1000004' },
    startedBy: 'browser',
    returnUrls: [`${shop}/member`],
  }
  const limits = { browserStartsPerMinute: 100_000 }
  writeFileSync(config, JSON.stringify({ publicUrl: shop, limits, scenes: { member } }))
  return runRelay(['--config', config], {
    ...environmentFor(sandbox),
    ...more,
  })
}

describe('a rolling restart behind a proxy with keep-alive connections', () => {
  it.each(['0', '1'])(
    'loses no accepted request (DRAIN_SECONDS=%s)',
    async (DRAIN_SECONDS) => {
      const relays = [await run({ DRAIN_SECONDS }), await run({ DRAIN_SECONDS })]
      const before = sandbox.tokens().length
      const proxy = await keepAliveProxy(relays)
      const answers: number[] = []
      let loading = true
      const load = async () => {
        while (loading) {
          answers.push(
            await ask(`${proxy.url}/healthz`),
            await ask(`${proxy.url}/v1/verifications`, memberBody),
          )
        }
      }
      const loads = Array.from({ length: 8 }, load)
      for (const place of [0, 1]) {
        const old = relays[place]
        relays.push(await run({ DRAIN_SECONDS }))
        // 0: it has ended by itself, before its time limit.
        expect(await old?.stop()).toBe(0)
      }
      loading = false
      await Promise.all(loads)
      await proxy.close()
      expect(await Promise.all(relays.slice(2).map((relay) => relay.stop()))).toEqual([0, 0])
      // The ledger: each verification that was made is known to the client that asked for it.
      expect(answers).toContain(201)
      expect(sandbox.tokens().length - before).toBe(answers.filter((one) => one === 201).length)
      // 502: the proxy met a listener at the moment of its end; nothing was accepted.
      expect(answers.filter((one) => ![200, 201, 502].includes(one))).toEqual([])
      // Four processes are started.
    },
    300_000,
  )
})

describe('a relay that drains', () => {
  it('answers requests in flight and new ones with Connection: close, and then ends', async () => {
    const { another, close, sandbox } = await createRelayUnderTest()
    const app = await another()
    const url = await app.listen({ host: '127.0.0.1', port: 0 })
    const agent = new Agent({ keepAlive: true })
    const connectionOf = (path: string, body?: object) =>
      new Promise<string | undefined>((resolve, reject) => {
        const headers = { origin: shop, 'content-type': 'application/json' }
        const method = body === undefined ? 'GET' : 'POST'
        const text = JSON.stringify(body) ?? ''
        const length = { 'content-length': Buffer.byteLength(text) }
        request(url + path, { agent, method, headers: { ...headers, ...length } }, (response) => {
          response.resume().on('end', () => resolve(response.headers.connection))
        })
          .on('error', reject)
          .end(text)
      })
    expect(await connectionOf('/faceid/healthz')).toBe('keep-alive')
    sandbox.next('DetectAuth', { kind: 'slow', ms: 500 })
    const inFlight = connectionOf('/faceid/v1/verifications', memberBody)
    await vi.waitFor(() => expect(sandbox.calls('DetectAuth')).toHaveLength(1), { timeout: 60_000 })
    const closed = app.close()
    expect(await Promise.all([inFlight, connectionOf('/faceid/healthz')])).toEqual([
      'close',
      'close',
    ])
    await closed
    await close()
    agent.destroy()
  })
})

describe('metrics', () => {
  it('are on their own port, count by kind, and name nobody', async () => {
    const relay = await run({ METRICS_PORT: '0' })
    const metricsUrl = /metrics are at (http:[^"]+)/.exec(relay.output())?.[1] ?? ''
    expect(await ask(`${relay.url}/v1/verifications`, memberBody)).toBe(201)
    const unknown = { ...memberBody, scene: 'other' }
    expect(await ask(`${relay.url}/v1/verifications`, unknown)).toBe(404)
    expect(await ask(`${relay.url}/metrics`)).toBe(404)
    const text = await (await fetch(metricsUrl)).text()
    expect(text).toContain(
      'faceid_starts_total{scene="member",mode="native",started_by="browser"} 1',
    )
    expect(text).toContain('faceid_upstream_seconds_count{action="DetectAuth",code="Success"} 1')
    expect(text).toContain('faceid_request_seconds_count{route="/v1/verifications",status="404"} 1')
    expect(text).toContain('process_cpu_seconds_total')
    const bizToken = sandbox.tokens().at(-1)?.bizToken ?? ''
    for (const canary of [memberBody.reference, bizToken, apiKey])
      expect(text).not.toContain(canary)
    expect(await relay.stop()).toBe(0)
  })

  it('answer 500 if the registry rejects, and go on', async () => {
    const registry = new Registry()
    let broken = true
    new Gauge({
      name: 'sometimes',
      help: 'Rejects at first',
      registers: [registry],
      collect: () => (broken ? Promise.reject(new Error('no')) : undefined),
    })
    const { url, close } = await serveMetrics(registry, '127.0.0.1', 0)
    expect((await fetch(url)).status).toBe(500)
    broken = false
    expect((await fetch(url)).status).toBe(200)
    await close()
  })
})

/** Like nginx: connections are kept; only one that cannot be opened leads to the next relay. */
async function keepAliveProxy(relays: readonly RunningRelay[]) {
  const agent = new Agent({ keepAlive: true, maxFreeSockets: 32 })
  const gone = new Set<string>()
  const server: Server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => pass(relays.filter(({ url }) => !gone.has(url))))
    function pass([relay, ...others]: RunningRelay[]) {
      if (relay === undefined) return void outgoing.writeHead(502).end()
      const { method = '', headers } = incoming
      const { connection: _, ...rest } = headers
      const sent = request(`${relay.url}${incoming.url}`, { method, headers: rest, agent })
      sent.on('response', (response: IncomingMessage) => {
        outgoing.writeHead(response.statusCode ?? 0)
        response.pipe(outgoing)
      })
      sent.on('error', ({ code }: NodeJS.ErrnoException) => {
        if (code !== 'ECONNREFUSED') return void outgoing.writeHead(502).end()
        gone.add(relay.url)
        pass(others)
      })
      sent.end(Buffer.concat(chunks))
    }
  })
  return {
    url: await listen(server),
    async close() {
      agent.destroy()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function ask(url: string, body?: object): Promise<number> {
  const headers = { origin: shop, 'content-type': 'application/json' }
  const sent = { method: 'POST', headers, body: JSON.stringify(body) }
  const response = await fetch(url, body === undefined ? {} : sent)
  await response.arrayBuffer()
  return response.status
}
