// The connection to Redis: quick to give up, never queueing, so that a relay whose Redis is away or hangs goes on.
import type { Redis } from 'ioredis'
import type { Health } from '../server/health.js'

export interface SharedRedis {
  /** For whoever has to wait for it or wants to know why not: `doctor`. */
  client: Redis
  /** @returns nothing where Redis is away, too slow or refuses; never rejects. */
  run<T>(command: (client: Redis) => Promise<T>): Promise<T | undefined>
  close(): void
}

/** Milliseconds for one command, and for which nobody asks again after one that was too slow. */
const commandTimeout = 200
const restFor = 2_000

/** @throws {TypeError} when the address is none. */
export async function connectRedis(
  address: string,
  health: Health,
  onState: (state: 'here' | 'away') => void = () => {},
): Promise<SharedRedis> {
  if (!/^rediss?:\/\/./.test(address) || !URL.canParse(address)) {
    throw new TypeError('REDIS_URL must be an address such as redis://127.0.0.1:6379 or rediss://…')
  }
  // Loaded only where there is a Redis: it weighs more than the rest of the relay's own work at a start.
  const { Redis } = await import('ioredis')
  const client = new Redis(address, {
    commandTimeout,
    connectTimeout: 2_000,
    // The defaults would hold every command for tens of seconds while Redis is away.
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt) => Math.min(attempt * 200, 2_000),
  })
  let restUntil = 0
  const degrade = () =>
    health.degrade('redis', 'Redis is away: limits and cache are this relay’s own')
  let said: 'here' | 'away' | undefined
  const say = (state: 'here' | 'away') => {
    if (said !== state) onState(state)
    said = state
  }
  const away = () => {
    degrade()
    say('away')
  }
  const here = () => {
    health.recover('redis')
    say('here')
  }
  // Until it has answered for the first time nothing is said: it may just be on its way.
  degrade()
  client.on('ready', here)
  client.on('close', away)
  // Said through /readyz; without a listener each would end the process.
  client.on('error', away)
  return {
    client,
    async run(command) {
      if (client.status !== 'ready' || performance.now() < restUntil) return undefined
      try {
        const answer = await command(client)
        here()
        return answer
      } catch (error) {
        // Its own refusals (a key of another type, say) come at once and are no reason to rest.
        if (error instanceof Error && error.name === 'ReplyError') return undefined
        restUntil = performance.now() + restFor
        away()
        return undefined
      }
    },
    close: () => client.disconnect(),
  }
}
