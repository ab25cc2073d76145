/** Listens, or says in one sentence why it cannot. */
import type { FastifyInstance } from 'fastify'
import { SandboxError } from './errors.js'

export async function listen(
  app: FastifyInstance,
  { host, port }: { host: string; port: number },
): Promise<string> {
  try {
    return await app.listen({ host, port })
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
    if (code === 'EADDRINUSE')
      throw new SandboxError('port_taken', `port ${port} of ${host} is taken; choose another one`, {
        cause,
      })
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw new SandboxError('address_unavailable', `${host} is no address of this machine`, {
        cause,
      })
    throw cause
  }
}
