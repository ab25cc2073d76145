// A port that nobody listens on at this moment.
import { once } from 'node:events'
import { createServer, type Server } from 'node:net'

export async function freePort(): Promise<number> {
  const server = createServer()
  const port = await listen(server)
  server.close()
  return port
}

/** Lets a server listen on such a port, for this machine only. */
export async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
