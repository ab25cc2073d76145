// Caches the last answer per verification: in memory and, if relays share one, in Redis. A Redis key is an HMAC and its
// value is encrypted for that key, so that write access to Redis makes relays slower, never wrong.
import { type DetectFacts, isDetectFacts } from '../tencent/detect-info.js'
import { decryptAs, encrypt, hasMembers } from '../tokens/encryption.js'
import { fingerprint, type RelayKeys } from '../tokens/keys.js'
import type { SharedRedis } from './redis.js'

/** The few facts a verdict needs: no name, no number, no BizToken. The verdict itself is made after reading them. */
export interface CachedResult {
  facts: DetectFacts | undefined
  /** Milliseconds since 1970. */
  readAt: number
  freshUntil: number
}

export interface ResultCache {
  get(id: string): Promise<CachedResult | undefined>
  /** @param keepUntil milliseconds since 1970. */
  set(id: string, result: CachedResult, keepUntil: number): void
}

/** @param capacity entries kept at most; those written first go first. */
export function createMemoryCache(capacity = 20_000): ResultCache {
  const results = new Map<string, CachedResult>()
  return {
    get: async (id) => results.get(id),
    set(id, result) {
      results.delete(id)
      results.set(id, result)
      for (const oldest of results.keys()) {
        if (results.size <= capacity) break
        results.delete(oldest)
      }
    },
  }
}

export interface SharedCacheOptions {
  redis: SharedRedis
  keys: RelayKeys
  memory: ResultCache
  now: () => number
}

export function createSharedCache({ redis, keys, memory, now }: SharedCacheOptions): ResultCache {
  const placeOf = (id: string) => `faceid:result:${fingerprint(keys, `result ${id}`)}`

  async function fetch(id: string): Promise<CachedResult | undefined> {
    const place = placeOf(id)
    const text = await redis.run((client) => client.get(place))
    if (typeof text !== 'string') return undefined
    const opened = decryptAs(isCachedResult, keys, 'cache', text, now(), place)
    return opened.ok ? opened.value : undefined
  }

  return {
    async get(id) {
      const mine = await memory.get(id)
      // A fresh one of our own needs no other; nothing beats a newer one.
      if (mine !== undefined && now() < mine.freshUntil) return mine
      const shared = await fetch(id)
      return mine === undefined || (shared !== undefined && shared.readAt > mine.readAt)
        ? shared
        : mine
    },
    set(id, result, keepUntil) {
      memory.set(id, result, keepUntil)
      const place = placeOf(id)
      const text = encrypt(keys, 'cache', { value: result, expiresAt: keepUntil }, place)
      // Lost while Redis is away; the next reader asks Tencent again.
      void redis.run((client) => client.set(place, text, 'PX', Math.max(1, keepUntil - now())))
    },
  }
}

function isCachedResult(value: unknown): value is CachedResult {
  return (
    hasMembers(value, { readAt: 'number', freshUntil: 'number' }) &&
    (value.facts === undefined || isDetectFacts(value.facts))
  )
}
