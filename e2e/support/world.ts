// A sandbox, a relay and the demo shop on free ports, with one clock.
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { createDemo } from '@faceid-h5/demo'
import { createApp } from '@faceid-h5/relay'
import { createSandbox, sandboxCredential } from '@faceid-h5/sandbox'
import { freePort } from '../../.config/free-port.js'
import { configuration } from '../../apps/demo/start/relay.js'

export type World = Awaited<ReturnType<typeof createWorld>>

/**
 * @param origins of pages beside the demo that may use the relay.
 * @param webhooks the relay reports outcomes to the demo, from an embedded store.
 */
export async function createWorld(origins: readonly string[] = [], webhooks = false) {
  const relayPort = await freePort()
  const demoPort = await freePort()
  const relayUrl = `http://127.0.0.1:${relayPort}`
  const secrets = {
    relaySecret: randomText('relay'),
    apiKey: randomText('API key'),
    staffPassword: randomText('staff'),
  }
  /** What the relay logged, at level debug. */
  const log: string[] = []
  const stream = new Writable({
    write(chunk, _encoding, done) {
      log.push(String(chunk))
      done()
    },
  })
  let ahead = 0
  let changed = false
  /** Milliseconds since 1970 for sandbox, relay and shop; browsers have their own clocks. */
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
    /** Moves the clock of all three. */
    advance(milliseconds: number): void {
      ahead += milliseconds
      changed = true
    },
    /** Ends the relay and starts another one at the same address, with another secret if one is given. */
    async restartRelay(relaySecret = secrets.relaySecret): Promise<void> {
      changed = true
      await relay.close()
      relay = await startRelay(relaySecret)
    },
    /** Whether the clock was moved or the relay restarted: other tests need another world. */
    changed: () => changed,
    async close(): Promise<void> {
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
