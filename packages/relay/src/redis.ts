// The connection to Redis: quick to give up, never queueing, so that a relay without its Redis goes on within 200 ms.
import { Redis } from 'ioredis'
import type { Health } from './health.js'

export type { Redis } from 'ioredis'

/** Milliseconds for one command. */
const commandTimeout = 200

/** @throws {TypeError} when the address is none. */
export function connectRedis(address: string, health: Health): Redis {
  if (!/^rediss?:\/\/./.test(address) || !URL.canParse(address)) {
    throw new TypeError('REDIS_URL must be an address such as redis://127.0.0.1:6379 or rediss://…')
  }
  const redis = new Redis(address, {
    commandTimeout,
    connectTimeout: 2_000,
    // The defaults would hold every command for tens of seconds while Redis is away.
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt) => Math.min(attempt * 200, 2_000),
  })
  const away = () => health.degrade('redis', 'Redis is away: limits and cache are this relay’s own')
  away()
  redis.on('ready', () => health.recover('redis'))
  redis.on('close', away)
  // Said through /readyz; without a listener each would end the process.
  redis.on('error', away)
  return redis
}
