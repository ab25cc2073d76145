// Decides which call goes to Tencent next. One queue per action, because Tencent limits each action: never more calls
// in one second than the limit, and the most urgent first.
import { ProviderError } from './errors.js'
import { type CallPolicy, callPolicies } from './resilience.js'

/** Lower is served first. `rest` leaves a fifth of each second to the others. */
export const rank = { next: 0, returned: 1, rest: 2 } as const
export type Rank = (typeof rank)[keyof typeof rank]

export interface CallOrder {
  rank: Rank
  /** Calls of one rank take turns by starter; the starter served longest ago goes first. */
  starter: string
  /** Then the oldest goes first. Milliseconds since the last answer. */
  ageMs: number
  /** The call fails as `busy` if it has not been sent by then. Milliseconds. */
  waitMs: number
}

export type CallQueue = ReturnType<typeof createCallQueue>

interface Waiting extends CallOrder {
  policy: CallPolicy
  send(): void
}

/** Calls of one rank that may wait. */
const capacity = 5_000
/** Starters whose last turn is remembered. */
const rememberedStarters = 20_000

/** @param take see `CallWindow`. */
export function createCallQueue(options: {
  perSecond: number
  take(limit: number): number | Promise<number>
}) {
  const { perSecond, take } = options
  /** By rank. */
  const waiting = [new Set<Waiting>(), new Set<Waiting>(), new Set<Waiting>()] as const
  const inFlight = new Map<CallPolicy, number>()
  const lastTurns = new Map<string, number>()
  const limits = [perSecond, perSecond, perSecond - Math.floor(perSecond / 5)]
  let turns = 0
  let servedAgeMs = 0
  let taking = false
  let timer: NodeJS.Timeout | undefined
  let timerRank: Rank | undefined

  function best(): Waiting | undefined {
    for (const calls of waiting) {
      let found: Waiting | undefined
      for (const one of calls) {
        if ((inFlight.get(one.policy) ?? 0) >= callPolicies[one.policy].atOnce) continue
        if (found === undefined || before(one, found)) found = one
      }
      if (found !== undefined) return found
    }
    return undefined
  }

  function before(one: Waiting, other: Waiting): boolean {
    const turn = lastTurns.get(one.starter) ?? 0
    const otherTurn = lastTurns.get(other.starter) ?? 0
    return turn === otherTurn ? one.ageMs > other.ageMs : turn < otherTurn
  }

  async function serve(): Promise<void> {
    if (taking) return
    taking = true
    clearTimeout(timer)
    timerRank = undefined
    for (let next = best(); next !== undefined; next = best()) {
      const waitMs = await take(limits[next.rank] ?? perSecond)
      if (waitMs > 0) {
        timerRank = next.rank
        timer = setTimeout(serve, Math.ceil(waitMs))
        break
      }
      // This one may have given up while Redis counted.
      const chosen = waiting[next.rank].has(next) ? next : best()
      chosen?.send()
    }
    taking = false
  }

  return {
    /** @throws {ProviderError} `busy` if the queue is full or the call has waited for `waitMs`. */
    async run<T>(policy: CallPolicy, order: CallOrder, call: () => Promise<T>): Promise<T> {
      const calls = waiting[order.rank]
      if (calls.size >= capacity) throw busy(order)
      await new Promise<void>((resolve, reject) => {
        const leave = () => {
          calls.delete(one)
          clearTimeout(patience)
        }
        const one: Waiting = {
          ...order,
          policy,
          send() {
            leave()
            inFlight.set(policy, (inFlight.get(policy) ?? 0) + 1)
            lastTurns.delete(order.starter)
            lastTurns.set(order.starter, ++turns)
            for (const starter of lastTurns.keys()) {
              if (lastTurns.size <= rememberedStarters) break
              lastTurns.delete(starter)
            }
            if (order.rank === rank.rest) servedAgeMs = order.ageMs
            resolve()
          },
        }
        const patience = setTimeout(() => {
          leave()
          reject(busy(order))
        }, order.waitMs)
        calls.add(one)
        // Until the timer there is no call for this rank or a lower one.
        if (timerRank === undefined || order.rank < timerRank) void serve()
      })
      try {
        return await call()
      } finally {
        const count = inFlight.get(policy) ?? 1
        inFlight.set(policy, count - 1)
        if (count >= callPolicies[policy].atOnce) void serve()
      }
    },
  }

  /** By what age calls are served now, one that is younger can tell when its turn comes. */
  function busy({ ageMs }: CallOrder): ProviderError {
    return new ProviderError('busy', 'QueueTimeout', undefined, servedAgeMs - ageMs)
  }
}
