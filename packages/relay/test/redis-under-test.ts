// A real Redis on a free port, that a test can stop and start again. Its path: REDIS_SERVER, or `redis-server`.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { Redis } from 'ioredis'
import { freePort } from '../../../.config/free-port.js'

export interface RedisUnderTest {
  url: string
  /** For reading and writing as somebody else would. */
  client: Redis
  stop(): Promise<void>
  /** It keeps its connections and answers nothing any more. */
  pause(): void
  start(): Promise<void>
  close(): Promise<void>
}

/** @param settings further arguments of `redis-server`. */
export async function createRedisUnderTest(settings: string[] = []): Promise<RedisUnderTest> {
  const port = await freePort()
  const url = `redis://127.0.0.1:${port}`
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => 100 })
  client.on('error', () => {})
  let server: ChildProcess | undefined
  const redis: RedisUnderTest = {
    url,
    client,
    async start() {
      const command = process.env.REDIS_SERVER || 'redis-server'
      const child = spawn(command, [
        '--port',
        String(port),
        '--bind',
        '127.0.0.1',
        '--save',
        '',
        '--appendonly',
        'no',
        ...settings,
      ])
      server = child
      await new Promise<void>((resolve, reject) => {
        child.once('error', reject)
        child.once('exit', () => reject(new Error('redis-server ended')))
        child.stdout.on('data', (chunk) => {
          if (String(chunk).includes('Ready to accept connections')) resolve()
        })
      })
    },
    async stop() {
      if (server === undefined) return
      const ended = once(server, 'exit')
      server.kill('SIGKILL')
      await ended
      server = undefined
    },
    pause: () => void server?.kill('SIGSTOP'),
    async close() {
      client.disconnect()
      await redis.stop()
    },
  }
  await redis.start()
  await client.connect()
  return redis
}
