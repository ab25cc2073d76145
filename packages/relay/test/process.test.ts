import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, createServer, type IncomingMessage, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { createSandbox, type Sandbox } from '@faceid-h5/sandbox'
import { Gauge, Registry } from 'prom-client'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { serveMetrics } from '../src/server/metrics.js'
import { checkAnswer } from './openapi-document.js'
import { createRelayUnderTest, browser as headers, memberBody, shop } from './relay-under-test.js'
import { ask, environmentFor, listen, type RunningRelay, runRelay } from './running-relay.js'
import { apiKey } from './secrets.js'

const folder = mkdtempSync(join(tmpdir(), 'faceid-relay-'))
let sandbox: Sandbox
beforeAll(async () => {
  // Slow enough that four callers stay below the sandbox's 100 starts a second.
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
  return runRelay(['--config', config], { ...environmentFor(sandbox), ...more })
}

describe('a rolling restart behind a proxy with keep-alive connections', () => {
  it('loses no accepted request, with DRAIN_SECONDS and without', async () => {
    const relays = [await run({ DRAIN_SECONDS: '0' }), await run({ DRAIN_SECONDS: '1' })]
    const before = sandbox.tokens().length
    const proxy = await keepAliveProxy(relays)
    const answers: number[] = []
    let loading = true
    const load = async () => {
      while (loading) {
        for (const [path, body] of [['/healthz'], ['/v1/verifications', memberBody]] as const)
          answers.push((await ask(proxy.url + path, { headers, body })).status)
      }
    }
    const loads = Array.from({ length: 4 }, load)
    relays.push(await run())
    // 0: it has ended by itself, before its time limit.
    expect(await relays[0]?.stop()).toBe(0)
    expect(await relays[1]?.stop()).toBe(0)
    loading = false
    await Promise.all(loads)
    await proxy.close()
    expect(await relays[2]?.stop()).toBe(0)
    // The ledger: each verification that was made is known to the client that asked for it.
    expect(answers).toContain(201)
    expect(sandbox.tokens().length - before).toBe(answers.filter((one) => one === 201).length)
    // 502: the proxy met a listener at the moment of its end; nothing was accepted.
    expect(answers.filter((one) => ![200, 201, 502].includes(one))).toEqual([])
  })
})

describe('a relay that drains', () => {
  it('is not ready, answers requests in flight and new ones with Connection: close, and then ends', async () => {
    const { app, close, sandbox } = await createRelayUnderTest()
    const url = await app.listen({ host: '127.0.0.1', port: 0 })
    const agent = new Agent({ keepAlive: true })
    const answerOf = async (path: string, body?: object) => {
      const answer = await ask(`${url}/faceid${path}`, { agent, headers, body })
      const json = JSON.parse(answer.text)
      const documented = { ...answer, statusCode: answer.status, body: answer.text }
      checkAnswer(body ? 'POST' : 'GET', path, { ...documented, json: () => json })
      return [answer.status, json.status, answer.headers.connection]
    }
    expect(await answerOf('/readyz')).toEqual([200, 'ready', 'keep-alive'])
    sandbox.next('DetectAuth', { kind: 'slow', ms: 500 })
    const inFlight = answerOf('/v1/verifications', memberBody)
    await vi.waitFor(() => expect(sandbox.calls('DetectAuth')).toHaveLength(1), { timeout: 60_000 })
    const closed = app.close()
    expect(await answerOf('/readyz')).toEqual([503, 'draining', 'close'])
    expect(await inFlight).toEqual([201, undefined, 'close'])
    await closed
    await close()
    agent.destroy()
  })
})

describe('metrics', () => {
  it('are on their own port, count by kind, and name nobody', async () => {
    const relay = await run({ METRICS_PORT: '0' })
    const metricsUrl = /metrics are at (http:[^"]+)/.exec(relay.output())?.[1] ?? ''
    const start = `${relay.url}/v1/verifications`
    expect((await ask(start, { headers, body: memberBody })).status).toBe(201)
    const unknown = { ...memberBody, scene: 'other' }
    expect((await ask(start, { headers, body: unknown })).status).toBe(404)
    expect((await ask(`${relay.url}/metrics`)).status).toBe(404)
    const { text } = await ask(metricsUrl)
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
  const server = createServer(async (incoming, outgoing) => {
    const { method, url } = incoming
    const { connection: _, ...rest } = incoming.headers
    const body = await buffer(incoming)
    for (const relay of relays) {
      const sent = request(relay.url + url, { method, headers: rest, agent }).end(body)
      const answer = await new Promise<IncomingMessage | NodeJS.ErrnoException>((resolve) =>
        sent.on('response', resolve).on('error', resolve),
      )
      if (answer instanceof Error && answer.code === 'ECONNREFUSED') continue
      if (answer instanceof Error) break
      return void answer.pipe(outgoing.writeHead(answer.statusCode ?? 0))
    }
    outgoing.writeHead(502).end()
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
