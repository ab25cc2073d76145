import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSandbox, type Sandbox, sandboxCredential } from '@faceid-h5/sandbox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { memberBody, shop } from './relay-under-test.js'
import { type RunningRelay, runRelay } from './running-relay.js'
import { apiKey, secretA } from './secrets.js'

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
    TENCENTCLOUD_SECRET_ID: sandboxCredential.secretId,
    TENCENTCLOUD_SECRET_KEY: sandboxCredential.secretKey,
    RELAY_SECRET: secretA,
    MERCHANT_API_KEY: apiKey,
    FACEID_ENDPOINT: sandbox.url,
    PORT: '0',
    ...more,
  })
}

describe('a rolling restart under load', () => {
  it('fails no request', async () => {
    const relays = [await run({ DRAIN_SECONDS: '1' }), await run({ DRAIN_SECONDS: '1' })]
    const codes = new Map<string, number>()
    let loading = true

    // What a balancer does: it sends nobody to a relay that says it is not ready.
    const ready = async (): Promise<RunningRelay> => {
      for (const relay of relays) if ((await ask(`${relay.url}/readyz`)) === '200') return relay
      throw new Error('no relay is ready')
    }
    const load = async () => {
      while (loading) {
        const relay = await ready()
        const code = await ask(`${relay.url}/v1/verifications`, memberBody)
        codes.set(code, (codes.get(code) ?? 0) + 1)
      }
    }
    const loads = Array.from({ length: 8 }, load)
    for (const place of [0, 1]) {
      const old = relays[place]
      const next = await run({ DRAIN_SECONDS: '1' })
      relays.push(next)
      expect(await old?.stop()).toBe(0)
    }
    loading = false
    await Promise.all(loads)
    await Promise.all(relays.slice(2).map((relay) => relay.stop()))
    expect([...codes.keys()]).toEqual(['201'])
    expect(codes.get('201')).toBeGreaterThan(20)
  })
})

describe('metrics', () => {
  it('are on their own port, count by kind, and name nobody', async () => {
    const relay = await run({ METRICS_PORT: '0' })
    const metricsUrl = /metrics are at (http:[^"]+)/.exec(relay.output())?.[1] ?? ''
    expect(await ask(`${relay.url}/v1/verifications`, memberBody)).toBe('201')
    expect(await ask(`${relay.url}/v1/verifications`, { ...memberBody, scene: 'other' })).toBe(
      '404',
    )
    expect(await ask(`${relay.url}/metrics`)).toBe('404')
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
})

/** @returns the status, or the code of the error. One connection a request, as the hardest case. */
function ask(url: string, body?: object): Promise<string> {
  return new Promise((resolve) => {
    const headers = {
      origin: shop,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    }
    const text = body === undefined ? undefined : JSON.stringify(body)
    const sent = request(
      url,
      {
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          ...headers,
          ...(text === undefined ? {} : { 'content-length': Buffer.byteLength(text) }),
        },
        agent: false,
      },
      (response) => {
        response.resume()
        response.on('end', () => resolve(String(response.statusCode)))
      },
    )
    sent.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'error'))
    sent.end(text)
  })
}
