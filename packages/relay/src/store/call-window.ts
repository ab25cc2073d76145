// Counts the calls of the last second: in memory or, if relays share one, in Redis.
import type { SharedRedis } from './redis.js'

/**
 * Counts one more call, unless the last second already has `limit` of them.
 * @returns 0 if the call may go now, otherwise the milliseconds until it may.
 */
export type CallWindow = (limit: number) => number | Promise<number>

// A list of the last calls, newest first. Redis has the clock, since those of the relays differ.
// A stamp more than a second ahead (Redis' clock was set back) is dropped with all others.
const script = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local oldest = redis.call('LINDEX', KEYS[1], ARGV[1] - 1)
local wait = oldest and oldest + 1000 - now or 0
if wait > 1000 then redis.call('DEL', KEYS[1]) elseif wait > 0 then return wait end
redis.call('LPUSH', KEYS[1], now)
redis.call('LTRIM', KEYS[1], 0, 99)
redis.call('PEXPIRE', KEYS[1], 1000)
return 0`

/** @param key of Redis: the same for every relay that shares the limit. */
export function createCallWindow(key: string, redis?: Pick<SharedRedis, 'run'>): CallWindow {
  /** The newest calls of this relay, oldest first. Also those that Redis allowed: it may go away within the second. */
  const times: number[] = []

  function count(now: number): 0 {
    times.push(now)
    if (times.length > 100) times.shift()
    return 0
  }

  function takeHere(limit: number): number {
    const now = performance.now()
    const oldest = times.at(-limit)
    return oldest !== undefined && oldest > now - 1_000 ? oldest + 1_000 - now : count(now)
  }

  if (redis === undefined) return takeHere
  return async (limit) => {
    const wait = await redis.run((client) => client.eval(script, 1, key, limit))
    if (typeof wait !== 'number') return takeHere(limit)
    return wait > 0 ? wait : count(performance.now())
  }
}
