import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSandbox, type Sandbox, sandboxCredential } from '@faceid-h5/sandbox'
import { Gauge, Registry } from 'prom-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serveMetrics } from '../src/server/metrics.js'
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

describe('metrics', () => {
  it('are on their own port, count by kind, and name nobody', async () => {
    const relay = await run({ METRICS_PORT: '0' })
    const metricsUrl = /metrics are at (http:[^"]+)/.exec(relay.output())?.[1] ?? ''
    const start = async (body: object) => {
      const headers = { origin: shop, 'content-type': 'application/json' }
      const sent = { method: 'POST', headers, body: JSON.stringify(body) }
      return (await fetch(`${relay.url}/v1/verifications`, sent)).status
    }
    expect(await start(memberBody)).toBe(201)
    expect(await start({ ...memberBody, scene: 'other' })).toBe(404)
    expect((await fetch(`${relay.url}/metrics`)).status).toBe(404)
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
