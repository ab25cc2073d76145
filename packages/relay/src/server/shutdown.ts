// Ends connections on which no request ever came, a second after the server began to close. Browsers open such ahead of
// need, Node does not count them as idle, and one alone would keep the relay from ending.
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

/** Milliseconds: a request that is on its way has come by then. */
const grace = 1_000

export function endUnusedConnections(app: FastifyInstance): void {
  const unused = new Set<Socket>()
  app.server.on('connection', (socket: Socket) => {
    unused.add(socket)
    socket.once('close', () => unused.delete(socket))
  })
  app.addHook('onRequest', async (request) => {
    unused.delete(request.raw.socket)
  })
  app.addHook('preClose', async () => {
    setTimeout(() => {
      for (const socket of unused) socket.destroy()
    }, grace).unref()
  })
}
