// A sandbox, a relay and the demo shop on free ports, with one clock.
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { createDemo, type Demo } from '@faceid-h5/demo'
import { createApp } from '@faceid-h5/relay'
import { createSandbox, type Sandbox, sandboxCredential } from '@faceid-h5/sandbox'
import { freePort } from '../../.config/free-port.js'

export interface World {
  sandbox: Sandbox
  demo: Demo
  relayUrl: string
  /** What the relay logged, at level debug. */
  log: string[]
  secrets: { relaySecret: string; apiKey: string; staffPassword: string }
  /** Ends the relay and starts another one at the same address, with another secret if one is given. */
  restartRelay(relaySecret?: string): Promise<void>
  /** Milliseconds since 1970 for sandbox, relay and shop; browsers have their own clocks. */
  now(): number
  /** Moves the clock of all three. */
  advance(milliseconds: number): void
  /** Whether the clock was moved or the relay restarted: other tests need another world. */
  changed(): boolean
  close(): Promise<void>
}

/**
 * @param origins of pages beside the demo that may use the relay.
 * @param webhooks the relay reports outcomes to the demo, from an embedded store.
 */
export async function createWorld(
  origins: readonly string[] = [],
  webhooks = false,
): Promise<World> {
  const relayPort = await freePort()
  const demoPort = await freePort()
  const relayUrl = `http://127.0.0.1:${relayPort}`
  const secrets = {
    relaySecret: randomText('relay'),
    apiKey: randomText('API key'),
    staffPassword: randomText('staff'),
  }
  const log: string[] = []
  const stream = new Writable({
    write(chunk, _encoding, done) {
      log.push(String(chunk))
      done()
    },
  })
  let ahead = 0
  let changed = false
  const now = () => Date.now() + ahead
  const sandbox = await createSandbox({ now })
  const demoUrl = `http://127.0.0.1:${demoPort}`
  const store = mkdtempSync(join(tmpdir(), 'faceid-h5-webhooks-'))
  const webhookSecret = `whsec_${randomText('webhooks')}`
  const hook = webhooks && { webhookUrl: `${demoUrl}/webhooks/faceid` }
  const startRelay = async (relaySecret: string) => {
    const app = await createApp({
      configuration: { ...configuration(relayUrl, [demoUrl, ...origins]), ...hook },
      ...(webhooks && { webhookSecret, webhookStore: `file:${store}` }),
      credentials: sandboxCredential,
      relaySecret,
      merchantApiKeys: [secrets.apiKey],
      endpoint: sandbox.url,
      now,
      logger: { level: 'debug', stream },
    })
    await app.listen({ host: '127.0.0.1', port: relayPort })
    return app
  }
  let relay = await startRelay(secrets.relaySecret)
  const { apiKey, staffPassword } = secrets
  const demo = await createDemo({
    ...{ relayUrl, apiKey, staffPassword, webhookSecret, port: demoPort, now },
    allowSandbox: true,
  })
  return {
    ...{ sandbox, demo, relayUrl, log, secrets, now },
    advance(milliseconds) {
      ahead += milliseconds
      changed = true
    },
    async restartRelay(relaySecret = secrets.relaySecret) {
      changed = true
      await relay.close()
      relay = await startRelay(relaySecret)
    },
    changed: () => changed,
    async close() {
      await demo.close()
      await relay.close()
      await sandbox.close()
      rmSync(store, { recursive: true, force: true })
    },
  }
}

export function randomText(label: string): string {
  return createHash('sha256').update(`faceid-h5 end to end ${label}`).digest('base64')
}

function configuration(publicUrl: string, allowedOrigins: readonly string[]): object {
  const returnUrls = allowedOrigins.map((origin) => `${origin}/`)
  const questions = [{ ask: '您是否同意？', answers: ['同意'] }]
  return {
    publicUrl,
    allowedOrigins,
    scenes: {
      member: {
        rules: { native: '1000004', overlay: '1000003' },
        startedBy: 'browser',
        returnUrls,
      },
      loan: {
        rules: { native: '1000001', overlay: '1000002' },
        identity: 'supplied',
        returnUrls,
        intention: { mode: 'questions', questions },
      },
      auction: {
        rules: { overlay: '1000005' },
        startedBy: 'browser',
        outsideWeChat: true,
        handoff: true,
        returnUrls,
      },
    },
  }
}
