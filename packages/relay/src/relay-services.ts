// Everything the routes work with, made once from the options; refuses to be made from a half configuration.
import type { FastifyBaseLogger } from 'fastify'
import { type ApiKeys, createApiKeys } from './api-keys.js'
import { type Configuration, ConfigurationError, readConfiguration } from './configuration.js'
import { createHealth, type Health } from './health.js'
import { createKeyRing, type KeyRing } from './key-ring.js'
import { createResultReader, type ResultReader } from './result-reader.js'
import {
  createTencentClient,
  type TencentClient,
  type TencentCredentials,
} from './tencent-client.js'

export interface RelayOptions {
  /** The configuration file's content (see the README, or the JSON Schema). */
  configuration: unknown
  /** Tencent Cloud's SecretId and SecretKey, or a function that fetches temporary ones. */
  credentials: TencentCredentials | (() => Promise<TencentCredentials>)
  /** At least 32 random bytes as base64 or hex; several separated by commas, the first one seals and signs. */
  relaySecret: string
  /** What the merchant's back end may call with; 24–200 characters each. */
  merchantApiKeys?: readonly string[]
  /** Another address for Tencent's API: a sandbox. Results then say `sandbox: true`. */
  endpoint?: string
  /** Milliseconds since 1970. */
  now?: () => number
}

export interface RelayServices {
  configuration: Configuration
  keys: KeyRing
  apiKeys: ApiKeys
  client: TencentClient
  reader: ResultReader
  health: Health
  /** The sandbox's address where Tencent is not asked. */
  sandbox: URL | undefined
  now: () => number
}

/** @throws {ConfigurationError} with every fault of file and secrets. */
export function createRelayServices(options: RelayOptions, log: FastifyBaseLogger): RelayServices {
  const { credentials, merchantApiKeys = [], now = Date.now } = options
  const faults: string[] = []
  const attempt = <T>(make: () => T): T | undefined => {
    try {
      return make()
    } catch (error) {
      if (error instanceof ConfigurationError) faults.push(...error.faults)
      else if (error instanceof TypeError) faults.push(error.message)
      else throw error
      return undefined
    }
  }
  const configuration = attempt(() => readConfiguration(options.configuration))
  const keys = attempt(() => createKeyRing(options.relaySecret))
  const apiKeys = attempt(() => createApiKeys(merchantApiKeys, configuration?.apiKeys))
  const sandbox = attempt(() => readEndpoint(options.endpoint))
  if (typeof credentials !== 'function' && (!credentials.secretId || !credentials.secretKey)) {
    faults.push('TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY must both be set')
  }
  for (const [name, scene] of configuration?.scenes ?? []) {
    if (scene.startedBy === 'merchant' && apiKeys?.any === false) {
      faults.push(`scenes.${name} is started by the merchant and needs MERCHANT_API_KEY`)
    }
  }
  if (faults.length > 0 || !configuration || !keys || !apiKeys) throw new ConfigurationError(faults)

  const health = createHealth()
  const client = createTencentClient({
    credentials,
    ...(sandbox === undefined ? {} : { endpoint: sandbox }),
    onCall: (call) =>
      log[call.code === 'Success' ? 'info' : 'warn']({ upstream: call }, 'upstream'),
  })
  const reader = createResultReader({ client, now })
  return { configuration, keys, apiKeys, client, reader, health, sandbox, now }
}

function readEndpoint(endpoint: string | undefined): URL | undefined {
  if (endpoint === undefined || endpoint === '') return undefined
  if (!URL.canParse(endpoint) || new URL(endpoint).protocol !== 'http:') {
    throw new TypeError(
      'FACEID_ENDPOINT must be the http:// address of a sandbox; leave it out for Tencent Cloud',
    )
  }
  return new URL(endpoint)
}
