// Connects to Redis with short timeouts and no offline queue, so that a relay goes on while Redis is down or hangs.
import type { Redis } from 'ioredis'

export interface SharedRedis {
  /** For `doctor`, which waits for it and reports its errors. */
  client: Redis
  /** @returns undefined if Redis is disconnected, too slow or answers an error; never rejects. */
  run<T>(command: (client: Redis) => Promise<T>): Promise<T | undefined>
  close(): void
}

/** `refusing`: it answers, but with errors such as READONLY, NOPERM, OOM, MOVED or CROSSSLOT. */
export type RedisState = 'connected' | 'disconnected' | 'refusing'

/** Milliseconds. After a command that timed out, none is sent for `pauseMs`. */
const commandTimeout = 200
const pauseMs = 2_000
/** After an error answer Redis counts as refusing for this long, even if other commands work. Milliseconds. */
const refusingMs = 10_000

/**
 * @param onState called on every change; `disconnected` until Redis has answered for the first time.
 * @throws {TypeError} if the address is not a Redis URL.
 */
export async function connectRedis(
  address: string,
  onState: (state: RedisState, code?: string) => void,
): Promise<SharedRedis> {
  if (!/^rediss?:\/\/./.test(address) || !URL.canParse(address)) {
    throw new TypeError('REDIS_URL must be an address such as redis://127.0.0.1:6379 or rediss://…')
  }
  // Loaded on demand: it costs more start-up time than the rest of the relay.
  const { Redis } = await import('ioredis')
  const client = new Redis(address, {
    commandTimeout,
    connectTimeout: 2_000,
    // The defaults hold every command for tens of seconds while Redis is down.
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt) => Math.min(attempt * 200, 2_000),
  })
  let pausedUntil = 0
  let last = ''
  let refusedAt = Number.NEGATIVE_INFINITY
  const change = (state: RedisState, code?: string) => {
    if (last === `${state} ${code}`) return
    last = `${state} ${code}`
    onState(state, code)
  }
  client.on('ready', () => change('connected'))
  client.on('close', () => change('disconnected'))
  // Without a listener an error would end the process.
  client.on('error', () => change('disconnected'))
  return {
    client,
    async run(command) {
      if (client.status !== 'ready' || performance.now() < pausedUntil) return undefined
      try {
        const answer = await command(client)
        if (performance.now() > refusedAt + refusingMs) change('connected')
        return answer
      } catch (error) {
        if (error instanceof Error && error.name === 'ReplyError') {
          refusedAt = performance.now()
          change('refusing', /^[A-Z]+/.exec(error.message)?.[0])
        } else {
          pausedUntil = performance.now() + pauseMs
          change('disconnected')
        }
        return undefined
      }
    },
    close: () => client.disconnect(),
  }
}
