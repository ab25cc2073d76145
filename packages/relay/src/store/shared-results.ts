// Known results in Redis: keyed by an HMAC, sealed for their key, so that who can write to Redis can make us slower,
// not wrong. Redis away means the memory alone.

import { decrypt, encrypt } from '../tokens/encryption.js'
import { fingerprint } from '../tokens/fingerprint.js'
import type { RelayKeys } from '../tokens/keys.js'
import type { SharedRedis } from './redis.js'
import type { KnownResult, KnownResults } from './result-cache.js'

export interface SharedResultsOptions {
  redis: SharedRedis
  keys: RelayKeys
  memory: KnownResults
  now: () => number
}

export function createSharedResults({
  redis,
  keys,
  memory,
  now,
}: SharedResultsOptions): KnownResults {
  const placeOf = (id: string) => `faceid:result:${fingerprint(keys, `result ${id}`)}`

  async function fetch(id: string): Promise<KnownResult | undefined> {
    const place = placeOf(id)
    const text = await redis.run((client) => client.get(place))
    if (typeof text !== 'string') return undefined
    const opened = decrypt<KnownResult>(keys, 'cache', text, now(), place)
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
