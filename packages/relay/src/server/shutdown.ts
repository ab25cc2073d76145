// Drains before the server closes, so that no accepted request is dropped and no connection holds the process.
import type { Socket } from 'node:net'
import { setImmediate, setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { FastifyInstance } from 'fastify'
import type { RouteContext } from '../routes/context.js'

/** Milliseconds in which keep-alive connections in use are answered once more, with `Connection: close`. */
const graceMs = 1_000

export function drainOnClose(
  app: FastifyInstance,
  { health }: RouteContext,
  drainMs: number,
): void {
  const { server } = app
  // Browsers open connections ahead of need. Node does not count them as idle, and would wait for them.
  const unused = new Set<Socket>()
  let accepted = 0
  server.on('connection', (socket: Socket) => {
    accepted += 1
    unused.add(socket)
    socket.once('close', () => unused.delete(socket))
  })
  server.on('request', ({ socket }) => unused.delete(socket))
  // Fastify sets it for requests that come later, not for those in flight (fastify#7044).
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (health.draining) reply.header('connection', 'close')
    done(null, payload)
  })
  app.addHook('preClose', async () => {
    health.draining = true
    if (!server.listening) return
    await sleep(drainMs)
    const connections = await promisify(server.getConnections.bind(server))()
    if (connections > 0) await sleep(graceMs)
    // Connections in the listener's queue would be reset when it closes; Node accepts one at each turn of its loop.
    for (let turn = 0, before = -1; turn < 1_000 && before !== accepted; turn += 1) {
      before = accepted
      await setImmediate()
    }
    // Now Node closes the listener and idle connections. A first request may still be on its way.
    setTimeout(() => {
      for (const socket of unused) socket.destroy()
    }, graceMs).unref()
  })
}
