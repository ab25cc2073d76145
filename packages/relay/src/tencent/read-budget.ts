// How many reads a second may go to Tencent: below its 100, shared through Redis where relays share one, and shared
// out among those who started, so that nobody uses it up with many tickets of their own.
import type { SharedRedis } from '../store/redis.js'
import type { Verification } from '../tokens/ticket.js'

export interface Budget {
  /** Whether one more read for this verification may go now; it counts as gone then. */
  take(verification: Pick<Verification, 'startedBy' | 'starter'>): Promise<boolean>
}

export interface BudgetOptions {
  perSecond: number
  now: () => number
  redis?: SharedRedis | undefined
}

// One step: what is refused must not count, or the refused would keep everybody else away.
const script = `
local all = tonumber(redis.call('GET', KEYS[1]) or '0')
local mine = tonumber(redis.call('GET', KEYS[2]) or '0')
local free, most, share = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
if all >= free and (all >= most or mine >= share) then return 0 end
for _, key in ipairs(KEYS) do
  redis.call('INCR', key)
  redis.call('PEXPIRE', key, 5000)
end
return 1`

export function createBudget({ perSecond, now, redis }: BudgetOptions): Budget {
  // The first half goes to whoever comes. Of the second half a starter gets no more once it has had a tenth of the
  // whole; the merchant's own back end is not held to that.
  const free = Math.ceil(perSecond / 2)
  const tenth = Math.max(1, Math.floor(perSecond / 10))
  let second = 0
  let all = 0
  let each = new Map<string, number>()

  function takeHere(current: number, starter: string, share: number): boolean {
    if (current !== second) {
      second = current
      all = 0
      each = new Map()
    }
    const mine = each.get(starter) ?? 0
    if (all >= free && (all >= perSecond || mine >= share)) return false
    all += 1
    each.set(starter, mine + 1)
    return true
  }

  return {
    async take({ starter, startedBy }) {
      const current = Math.floor(now() / 1_000)
      const share = startedBy === 'merchant' ? perSecond : tenth
      const total = `faceid:budget:${current}`
      const taken = await redis?.run((client) =>
        client.eval(script, 2, total, `${total}:${starter}`, free, perSecond, share),
      )
      return taken === undefined ? takeHere(current, starter, share) : taken === 1
    },
  }
}
