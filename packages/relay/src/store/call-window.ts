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
export function createCallWindow(key: string, redis?: SharedRedis): CallWindow {
  const times: number[] = []

  function takeHere(limit: number): number {
    const now = performance.now()
    while (times[0] !== undefined && times[0] <= now - 1_000) times.shift()
    const oldest = times[times.length - limit]
    if (oldest !== undefined) return oldest + 1_000 - now
    times.push(now)
    return 0
  }

  if (redis === undefined) return takeHere
  return async (limit) => {
    const wait = await redis.run((client) => client.eval(script, 1, key, limit))
    return typeof wait === 'number' ? wait : takeHere(limit)
  }
}
