// A real Redis on a free port, that can be paused, killed and started again on the same port with nothing in it.
import { once } from 'node:events'
import { createServer } from 'node:net'
import { type Child, startChild } from './child.js'

export interface RedisProcess {
  url: string
  /** It keeps its connections and answers nothing any more. */
  pause(): void
  resume(): void
  /** SIGKILL, also out of a pause. */
  kill(): Promise<void>
  start(): Promise<void>
}

export async function createRedisProcess(command: string): Promise<RedisProcess> {
  const port = String(await freePort())
  let server: Child | undefined
  const redis: RedisProcess = {
    url: `redis://127.0.0.1:${port}`,
    pause: () => server?.signal('SIGSTOP'),
    resume: () => server?.signal('SIGCONT'),
    async kill() {
      server?.signal('SIGKILL')
      await server?.ended
      server = undefined
    },
    async start() {
      const args = ['--port', port, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
      const ready = /(Ready to accept connections)/
      server = (await startChild('redis', { command, args, ready })).child
    },
  }
  await redis.start()
  return redis
}

async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}
