// Caches the last answer per verification: in memory and, if relays share one, in Redis. A Redis key is an HMAC and its
// value is encrypted for that key, so that write access to Redis makes relays slower, never wrong.
import { retentionMs } from '../lifetimes.js'
import type { DetectFacts } from '../tencent/detect-info.js'
import { decrypt, encrypt } from '../tokens/encryption.js'
import { fingerprint, type RelayKeys } from '../tokens/keys.js'
import { optional, shapeOf } from '../tokens/shape.js'
import { intentionModes } from '../tokens/ticket.js'
import type { SharedRedis } from './redis.js'

/** The facts of a verdict: no name, no number, no BizToken. */
export interface CachedResult {
  facts: DetectFacts | undefined
  passed: boolean
  /** The time before the call. Milliseconds since 1970, as `freshUntil`. */
  readAt: number
  freshUntil: number
}

export interface CacheEntry {
  result?: CachedResult
  /** When the browser came back. Milliseconds since 1970. */
  returnedAt?: number
  /** The names of the query parameters it brought, separated by commas. */
  returnParameters?: string
}

export type ResultCache = ReturnType<typeof createResultCache>

/** A result this young is good without a look into Redis. Milliseconds. */
const localMs = 1_000

// The value begins with its order: whether passed, then readAt. The greater one stays.
const putScript = `
local order = redis.call('GETRANGE', KEYS[1], 0, 15)
if order > ARGV[1] then return redis.call('GET', KEYS[1]) end
redis.call('SET', KEYS[1], ARGV[1] .. ARGV[2], 'PX', ARGV[3])
return ''`

/** Entries in memory; those written first are dropped first. */
const capacity = 20_000

export function createResultCache(keys: RelayKeys, now: () => number, redis?: SharedRedis) {
  const memory = new Map<string, CacheEntry>()

  function remember(id: string, { result, returnedAt, returnParameters }: CacheEntry): CacheEntry {
    const entry: CacheEntry = { ...memory.get(id) }
    if (result !== undefined) entry.result = later(entry.result, result)
    if (returnedAt !== undefined) entry.returnedAt = Math.max(entry.returnedAt ?? 0, returnedAt)
    if (returnParameters !== undefined) entry.returnParameters = returnParameters
    memory.delete(id)
    memory.set(id, entry)
    for (const oldest of memory.keys()) {
      if (memory.size <= capacity) break
      memory.delete(oldest)
    }
    return entry
  }

  // One hash tag, so that both keys are in one slot of a Redis cluster.
  const keyOf = (id: string, part: 'result' | 'returned') =>
    `faceid:{${fingerprint(keys, `result ${id}`)}}:${part}`

  function decode(key: string, value: unknown): CachedResult | undefined {
    if (typeof value !== 'string') return undefined
    const opened = decrypt(isCachedResult, keys, 'cache', value.slice(16), now(), key)
    if (!opened.ok) return undefined
    // An answer from the future has the clock of another relay; ours is as good. A pass is a pass.
    return opened.value.passed || opened.value.readAt <= now() ? opened.value : undefined
  }

  return {
    async get(id: string): Promise<CacheEntry> {
      const mine = memory.get(id) ?? {}
      const { result } = mine
      if (redis === undefined || result?.passed) return mine
      if (result !== undefined && Math.abs(now() - result.readAt) < localMs) return mine
      const key = keyOf(id, 'result')
      const values = await redis.run((client) => client.mget(key, keyOf(id, 'returned')))
      if (values === undefined) return mine
      const shared = decode(key, values[0])
      const [at, returnParameters = ''] = values[1]?.split(' ') ?? []
      const returned = Number(at)
      if (shared === undefined && !(returned > 0)) return mine
      return remember(id, {
        ...(shared === undefined ? {} : { result: shared }),
        ...(returned > 0 ? { returnedAt: returned, returnParameters } : {}),
      })
    },
    /**
     * Stores a result, unless a pass or the result of a later call is there.
     * @returns the result that is now stored.
     */
    async put(id: string, result: CachedResult): Promise<CachedResult> {
      const mine = remember(id, { result }).result ?? result
      if (redis === undefined) return mine
      const key = keyOf(id, 'result')
      const text = encrypt(keys, 'cache', { value: mine, expiresAt: now() + retentionMs }, key)
      const order = `${mine.passed ? 1 : 0}${String(mine.readAt).padStart(15, '0')}`
      const kept = await redis.run((client) =>
        client.eval(putScript, 1, key, order, text, retentionMs),
      )
      const shared = decode(key, kept)
      return shared === undefined ? mine : (remember(id, { result: shared }).result ?? mine)
    },
    async markReturned(id: string, returnedAt: number, returnParameters = ''): Promise<void> {
      remember(id, { returnedAt, returnParameters })
      const key = keyOf(id, 'returned')
      const value = `${returnedAt} ${returnParameters}`
      await redis?.run((client) => client.set(key, value, 'PX', retentionMs))
    },
  }
}

function later(one: CachedResult | undefined, other: CachedResult): CachedResult {
  if (one === undefined) return other
  if (one.passed !== other.passed) return one.passed ? one : other
  return one.readAt > other.readAt ? one : other
}

// JSON turns NaN into null, so unreadable codes are not shared.
const isDetectFacts = shapeOf<DetectFacts>({
  faceCode: optional('number'),
  extra: optional('string'),
  livenessTags: (tags) => Array.isArray(tags) && tags.every((tag) => typeof tag === 'string'),
  intentionDone: optional('boolean'),
  intentionMode: optional([...intentionModes, 'unreadable']),
  intentionCodes: shapeOf<DetectFacts['intentionCodes']>({
    reading: optional('number'),
    questions: optional('number'),
    nod: optional('number'),
  }),
})
const isCachedResult = shapeOf<CachedResult>({
  facts: optional(isDetectFacts),
  passed: 'boolean',
  readAt: 'number',
  freshUntil: 'number',
})
