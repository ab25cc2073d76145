// `faceid-relay health`, the health check of the container image. Loads neither the server nor the schemas.
import { get } from 'node:http'
import { readEnvironment } from './env.js'
import { readJsonFile } from './json-file.js'

/** @returns whether the relay on this machine answers within two seconds. */
export async function health(given: NodeJS.ProcessEnv, config: string | undefined) {
  const env = readEnvironment(given)
  const file = await readJsonFile(config ?? env.FACEID_CONFIG)
  // A relay with a broken configuration is not running: any path will do.
  const { publicUrl } = Object(file) as { publicUrl?: unknown }
  const path = URL.canParse(String(publicUrl)) ? new URL(String(publicUrl)).pathname : ''
  const { HOST: host = '127.0.0.1', PORT: port = 8080 } = env
  // Linux connects to 0.0.0.0 and :: as to loopback.
  const address = { host, port, path: `${path.replace(/\/+$/, '')}/healthz`, agent: false }
  const signal = AbortSignal.timeout(2_000)
  return new Promise<boolean>((resolve) => {
    // Not `fetch`, which alone costs as much as the rest of this process.
    const request = get({ ...address, signal }, (response) => {
      response.resume()
      resolve(response.statusCode === 200)
    })
    request.on('error', () => resolve(false)).on('close', () => resolve(false))
  }).catch(() => false)
}
