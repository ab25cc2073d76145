// What was read of each verification last: in memory and, where several relays share one, in Redis as well.
import type { DetectFacts } from '../tencent/detect-info.js'

/** The few facts a verdict needs: no name, no number, no BizToken. The verdict itself is made after reading them. */
export interface KnownResult {
  facts: DetectFacts | undefined
  /** Milliseconds since 1970. */
  readAt: number
  freshUntil: number
}

export interface KnownResults {
  get(id: string): Promise<KnownResult | undefined>
  /** @param keepUntil milliseconds since 1970. */
  set(id: string, result: KnownResult, keepUntil: number): void
}

/** @param capacity entries kept at most; those written first go first. */
export function createMemoryResults(capacity = 20_000): KnownResults {
  const results = new Map<string, KnownResult>()
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
