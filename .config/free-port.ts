// A free port outside the range from which systems take the ports of outgoing connections.
import getPort from 'get-port'

/** Chosen at random, so that processes that ask at the same time get different ones. */
export function freePort(): Promise<number> {
  const port = Array.from({ length: 20 }, () => 10_000 + Math.floor(Math.random() * 20_000))
  return getPort({ port })
}
