// Starts a server of a test on a free port of this machine.
import { once } from 'node:events'
import type { AddressInfo, Server } from 'node:net'

/** @returns its address, as in `http://127.0.0.1:41234`. */
export async function listen(server: Server): Promise<string> {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  // Safe: it listens on TCP.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
