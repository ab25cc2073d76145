// `faceid-relay health`: asks the relay on this machine whether it is alive, for containers without curl.
import { readConfiguration } from '../config/load.js'
import type { EnvironmentVariables } from './env.js'

/** @returns whether it answered within two seconds. @throws {ConfigurationError} */
export async function health(
  configuration: unknown,
  { host, port }: Pick<EnvironmentVariables, 'host' | 'port'>,
  fetch: typeof globalThis.fetch,
): Promise<boolean> {
  const path = readConfiguration(configuration).publicUrl.pathname.replace(/\/+$/, '')
  try {
    const response = await fetch(`http://${reachable(host)}:${port}${path}/healthz`, {
      signal: AbortSignal.timeout(2_000),
    })
    return response.ok
  } catch {
    return false
  }
}

/** "All addresses" is none that one could ask. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1'
  if (host === '::') return '[::1]'
  return host.includes(':') ? `[${host}]` : host
}
