// How many reads a second may go to Tencent: below its 100, and shared through Redis where relays share one.
import type { Redis } from './redis.js'

export interface Budget {
  /** Whether one more read may go now; it counts as gone then. */
  take(): Promise<boolean>
}

export interface BudgetOptions {
  perSecond: number
  now: () => number
  redis?: Redis | undefined
}

export function createBudget({ perSecond, now, redis }: BudgetOptions): Budget {
  let second = 0
  let taken = 0

  function takeHere(current: number): boolean {
    if (current !== second) {
      second = current
      taken = 0
    }
    taken += 1
    return taken <= perSecond
  }

  return {
    async take() {
      const current = Math.floor(now() / 1_000)
      if (redis === undefined || redis.status !== 'ready') return takeHere(current)
      const key = `faceid:budget:${current}`
      try {
        const replies = await redis.multi().incr(key).pexpire(key, 5_000).exec()
        return Number(replies?.[0]?.[1]) <= perSecond
      } catch {
        return takeHere(current)
      }
    },
  }
}
