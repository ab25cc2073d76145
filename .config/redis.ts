// A real Redis on a free port, that a test can kill and start again. Its program: REDIS_SERVER, or `redis-server`.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './free-port.js'

export type TestRedis = Awaited<ReturnType<typeof startRedis>>

/** @param settings further arguments: without `--appendonly no` it keeps its data when it is killed. */
export async function startRedis(...settings: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'faceid-redis-'))
  const port = String(await freePort())
  const place = ['--port', port, '--bind', '127.0.0.1', '--dir', folder, '--save', '']
  const args = [...place, '--appendonly', 'yes', '--appendfsync', 'always', ...settings]
  let server: ChildProcess | undefined
  const redis = {
    url: `redis://127.0.0.1:${port}`,
    folder,
    async start() {
      const child = spawn(process.env.REDIS_SERVER || 'redis-server', args)
      server = child
      await new Promise<void>((resolve, reject) => {
        child.once('error', reject)
        child.once('exit', () => reject(new Error('redis-server ended')))
        child.stdout.on('data', (chunk) => {
          if (String(chunk).includes('Ready to accept connections')) resolve()
        })
      })
    },
    signal: (signal: NodeJS.Signals) => server?.kill(signal),
    async kill() {
      if (server === undefined) return
      const ended = once(server, 'exit')
      server.kill('SIGKILL')
      await ended
      server = undefined
    },
    async close() {
      await redis.kill()
      rmSync(folder, { recursive: true })
    },
  }
  await redis.start()
  return redis
}
