// The relays behind the balancer: one that lives through the whole soak and is watched for memory, and two that are
// stopped, killed and frozen in turns. Each is the built command with its own log.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sandboxCredential } from '@faceid-h5/sandbox'
import type { Backend, Balancer } from './balancer.js'
import { type Child, startChild } from './child.js'
import { builtFile, preload } from './sandbox-process.js'
import { relayConfiguration } from './scenes.js'

export interface RelayProcess {
  name: string
  child: Child
  backend: Backend
  /** It was told to end: its end is no surprise. */
  told: boolean
}

export interface Relays {
  running: RelayProcess[]
  /** Every relay there ever was, for their logs. */
  all: RelayProcess[]
  /** Ends that nobody had asked for. */
  unexpectedEnds: string[]
  start(name: string): Promise<RelayProcess>
  /** @param signal SIGTERM drains and must end with 0; SIGKILL just ends. */
  end(relay: RelayProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void>
  close(): Promise<void>
}

export interface RelaysOptions {
  balancer: Balancer
  publicUrl: string
  sandboxUrl: string
  redisUrl: string
  relaySecret: string
  apiKey: string
  /** How far the clocks of relays that start now are ahead. */
  aheadMs(): number
}

export function createRelays(options: RelaysOptions): Relays {
  const { balancer, publicUrl, sandboxUrl, redisUrl, relaySecret, apiKey, aheadMs } = options
  const folder = mkdtempSync(join(tmpdir(), 'faceid-soak-'))
  const config = join(folder, 'relay.json')
  writeFileSync(config, JSON.stringify(relayConfiguration(publicUrl)))
  const main = builtFile('@faceid-h5/relay', 'cli/main.js')
  const relays: Relays = {
    running: [],
    all: [],
    unexpectedEnds: [],
    async start(name) {
      const { child, said: url } = await startChild(name, {
        command: process.execPath,
        args: ['--import', preload, main, '--config', config],
        env: {
          TENCENTCLOUD_SECRET_ID: sandboxCredential.secretId,
          TENCENTCLOUD_SECRET_KEY: sandboxCredential.secretKey,
          RELAY_SECRET: relaySecret,
          MERCHANT_API_KEY: apiKey,
          FACEID_ENDPOINT: sandboxUrl,
          REDIS_URL: redisUrl,
          TRUST_PROXY: '127.0.0.1/32',
          DRAIN_SECONDS: '1',
          LOG_LEVEL: 'debug',
          PORT: '0',
          SOAK_CLOCK_AHEAD_MS: String(aheadMs()),
        },
        ready: /the relay listens at (http:[^"]+)/,
        steered: true,
      })
      const backend = { name, url, ready: false, excused: false }
      const relay: RelayProcess = { name, child, backend, told: false }
      relays.running.push(relay)
      relays.all.push(relay)
      balancer.backends.push(backend)
      void child.ended.then((how) => {
        remove(relays.running, relay)
        remove(balancer.backends, backend)
        if (!relay.told) relays.unexpectedEnds.push(`${name} ended by itself with ${how}`)
      })
      return relay
    },
    async end(relay, signal) {
      relay.told = true
      // Who is drained has no excuse for losing an answer.
      if (signal === 'SIGKILL') relay.backend.excused = true
      relay.child.signal(signal)
      const how = await relay.child.ended
      const right = signal === 'SIGTERM' ? 0 : 'SIGKILL'
      if (how !== right) relays.unexpectedEnds.push(`${relay.name} ended ${signal} with ${how}`)
    },
    async close() {
      // One that is still frozen would not hear it.
      for (const { child } of relays.running) child.signal('SIGCONT')
      await Promise.all(relays.running.map((relay) => relays.end(relay, 'SIGTERM')))
      rmSync(folder, { recursive: true, force: true })
    },
  }
  return relays
}

function remove<T>(list: T[], one: T): void {
  const place = list.indexOf(one)
  if (place >= 0) list.splice(place, 1)
}
