// Where requests are counted: in memory or, shared, in Redis, and in memory again while Redis is away.
import type { FastifyRateLimitStore, FastifyRateLimitStoreCtor } from '@fastify/rate-limit'
import { fingerprint } from './fingerprint.js'
import type { KeyRing } from './key-ring.js'
import type { Redis } from './redis.js'

interface Count {
  current: number
  /** Milliseconds. */
  ttl: number
}

interface Counter {
  current: number
  endsAt: number
}

// One step, so that a counter can't be left without its end.
const increment = `
local current = redis.call('INCR', KEYS[1])
if current == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return { current, redis.call('PTTL', KEYS[1]) }`

/** Counters in memory at most; the oldest go first. */
const capacity = 50_000

export function createRateLimitStore(keys: KeyRing, redis?: Redis): FastifyRateLimitStoreCtor {
  const counters = new Map<string, Counter>()

  function countHere(key: string, timeWindow: number): Count {
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

  async function count(key: string, timeWindow: number): Promise<Count> {
    if (redis === undefined || redis.status !== 'ready') return countHere(key, timeWindow)
    try {
      const place = `faceid:limit:${fingerprint(keys, key)}`
      // Safe: what the script returns.
      const answer = (await redis.eval(increment, 1, place, timeWindow)) as [number, number]
      return { current: answer[0], ttl: Math.max(answer[1], 0) }
    } catch {
      return countHere(key, timeWindow)
    }
  }

  return class implements FastifyRateLimitStore {
    incr(
      key: string,
      done: (error: Error | null, count?: Count) => void,
      timeWindow: number,
    ): void {
      count(key, timeWindow).then((result) => done(null, result), done)
    }
    child(): FastifyRateLimitStore {
      return this
    }
  }
}
