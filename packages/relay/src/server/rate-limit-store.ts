// Counts requests in memory or, shared, in Redis; in memory again while Redis is disconnected.
import type { FastifyRateLimitStore, FastifyRateLimitStoreCtor } from '@fastify/rate-limit'
import type { SharedRedis } from '../store/redis.js'
import { fingerprint, type RelayKeys } from '../tokens/keys.js'

interface Counter {
  current: number
  endsAt: number
}

// One step. A counter without an end, or a negative one, begins again.
const increment = `
local current = redis.call('INCR', KEYS[1])
local ttl = redis.call('PTTL', KEYS[1])
if current > 1 and ttl >= 0 then return { current, ttl } end
redis.call('SET', KEYS[1], 1, 'PX', ARGV[1])
return { 1, ARGV[1] }`

/** Counters of one kind in memory at most; the oldest go first. */
const capacity = 50_000

export function createRateLimitStore(
  keys: RelayKeys,
  redis?: SharedRedis,
): FastifyRateLimitStoreCtor {
  // By kind (`browser`, `merchant`, `ticket`, …): many of one kind must not push out those of another.
  const kinds = new Map<string, Map<string, Counter>>()

  function countHere(key: string, timeWindow: number) {
    const kind = key.split(' ', 1)[0] ?? ''
    const counters = kinds.get(kind) ?? new Map<string, Counter>()
    kinds.set(kind, counters)
    const now = Date.now()
    let counter = counters.get(key)
    if (counter === undefined || counter.endsAt <= now) {
      counter = { current: 0, endsAt: now + timeWindow }
      counters.delete(key)
      counters.set(key, counter)
      for (const oldest of counters.keys()) {
        if (counters.size <= capacity) break
        counters.delete(oldest)
      }
    }
    counter.current += 1
    return { current: counter.current, ttl: counter.endsAt - now }
  }

  async function count(redis: SharedRedis, key: string, timeWindow: number) {
    const answer = await redis.run((client) =>
      client.eval(increment, 1, `faceid:limit:${fingerprint(keys, key)}`, timeWindow),
    )
    if (!Array.isArray(answer)) return countHere(key, timeWindow)
    return { current: Number(answer[0]), ttl: Math.max(Number(answer[1]), 0) }
  }

  return class implements FastifyRateLimitStore {
    incr(
      key: string,
      done: Parameters<FastifyRateLimitStore['incr']>[1],
      timeWindow: number,
    ): void {
      if (redis === undefined) done(null, countHere(key, timeWindow))
      else count(redis, key, timeWindow).then((result) => done(null, result), done)
    }
    child(): FastifyRateLimitStore {
      return this
    }
  }
}
