// Everything a soak runs on: sandbox, Redis, relays, balancer, and one clock for all of them. Closes what it started,
// also where it could not start whole.
import { randomBytes } from 'node:crypto'
import { sandboxCredential } from '@faceid-h5/sandbox'
import type { Bench } from '../section.js'
import { type Balancer, createBalancer } from './balancer.js'
import { createLedger, type Ledger } from './ledger.js'
import { createMarket, type Market } from './market.js'
import { createRedisProcess, type RedisProcess } from './redis-process.js'
import { createRelays, type Relays } from './relays.js'
import { type SandboxProcess, startSandboxProcess } from './sandbox-process.js'

export interface World {
  ledger: Ledger
  sandbox: SandboxProcess
  redis: RedisProcess
  relays: Relays
  market: Market
  /** The sandbox says things about the merchant's account. */
  accused: { until: number }
  /** Moves the clocks of sandbox, relays and merchant; nobody may be under way. */
  jump(ms: number): Promise<void>
  close(): Promise<void>
}

const path = '/faceid'

export async function createWorld(bench: Bench, patience: number): Promise<World> {
  const ledger = createLedger(() => performance.now())
  const closing: (() => Promise<unknown>)[] = []
  const close = async () => {
    for (const one of closing.splice(0).reverse()) await one()
  }
  try {
    const sandbox = await startSandboxProcess()
    closing.push(async () => {
      sandbox.child.signal('SIGKILL')
      await sandbox.child.ended
    })
    const redis = await createRedisProcess(bench.tools.REDIS_SERVER)
    closing.push(() => redis.kill())
    const balancer = await createBalancer({
      path,
      onLost: ({ name, excused }, code) => {
        if (excused) ledger.lost.excused += 1
        else
          ledger.lost.unexcused.push(
            `${name}: ${code} at ${Math.round(ledger.clock() / 100) / 10} s`,
          )
      },
    })
    closing.push(() => balancer.close())
    let aheadMs = 0
    const publicUrl = `${balancer.url}${path}`
    const relaySecret = randomBytes(32).toString('base64')
    const apiKey = randomBytes(24).toString('hex')
    const secrets = { relaySecret, apiKey }
    const addresses = { publicUrl, sandboxUrl: sandbox.url, redisUrl: redis.url }
    const relays = createRelays({ balancer, ...addresses, ...secrets, aheadMs: () => aheadMs })
    closing.push(() => relays.close())
    for (const name of ['steady', 'a', 'b']) await relays.start(name)
    await allReady(balancer)
    const accused = { until: 0 }
    const market = createMarket({
      balancerUrl: balancer.url,
      publicUrl,
      apiKey,
      ledger,
      patience,
      now: () => Date.now() + aheadMs,
      accountTrouble: () => ledger.clock() < accused.until,
    })
    market.canaries.add(relaySecret).add(sandboxCredential.secretKey)
    return {
      ledger,
      sandbox,
      redis,
      relays,
      market,
      accused,
      async jump(ms) {
        aheadMs += ms
        const order = { order: 'clock', aheadMs } as const
        const children = [sandbox.child, ...relays.running.map((relay) => relay.child)]
        await Promise.all(children.map((child) => child.ask(order)))
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

async function allReady({ backends }: Balancer): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (backends.every((backend) => backend.ready)) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the relays do not get ready')
}
