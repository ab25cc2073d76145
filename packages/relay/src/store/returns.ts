// Remembers that a browser came back, and with which query parameters: names only, for `faceid-relay rehearse`.
import { hostedPageTtlMs } from '../lifetimes.js'
import { fingerprint, type RelayKeys } from '../tokens/keys.js'
import type { SharedRedis } from './redis.js'

export interface Returns {
  note(id: string, query: unknown): void
  /** @returns undefined if no relay that shares this Redis saw the return. */
  parametersOf(id: string): Promise<string[] | undefined>
}

const capacity = 1_000

export function createReturns(keys: RelayKeys, redis: SharedRedis | undefined): Returns {
  const returns = new Map<string, string>()
  const keyOf = (id: string) => `faceid:returned:${fingerprint(keys, `returned ${id}`)}`
  return {
    note(id, query) {
      const names = namesOf(query).join(',')
      returns.set(id, names)
      for (const oldest of returns.keys()) if (returns.size > capacity) returns.delete(oldest)
      void redis?.run((client) => client.set(keyOf(id), names, 'PX', hostedPageTtlMs))
    },
    async parametersOf(id) {
      const names = returns.get(id) ?? (await redis?.run((client) => client.get(keyOf(id))))
      return typeof names === 'string' ? names.split(',').filter(Boolean) : undefined
    },
  }
}

/** Whoever opens the address chooses the query: only what looks like a parameter's name is kept. */
function namesOf(query: unknown): string[] {
  const names = Object.keys(Object(query)).slice(0, 10)
  return names.map((name) => (/^[A-Za-z_]{1,32}$/.test(name) ? name : '(other)'))
}
