import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface TestRedis {
  url: string
  folder: string
  start(): Promise<void>
  /** SIGKILL. */
  stop(): Promise<void>
  remove(): Promise<void>
}

/** A Redis of its own with AOF, in a new folder. Its path: REDIS_SERVER, or `redis-server`. */
export async function createRedis(...settings: string[]): Promise<TestRedis> {
  const folder = mkdtempSync(join(tmpdir(), 'webhooks-redis-'))
  const port = await freePort()
  let server: ChildProcess | undefined
  const redis: TestRedis = {
    url: `redis://127.0.0.1:${port}`,
    folder,
    async start() {
      const always = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder]
      const aof = ['--appendonly', 'yes', '--appendfsync', 'always', '--save', '']
      const command = process.env.REDIS_SERVER || 'redis-server'
      const child = spawn(command, [...always, ...aof, ...settings])
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
    async remove() {
      await redis.stop()
      rmSync(folder, { recursive: true })
    },
  }
  await redis.start()
  return redis
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
