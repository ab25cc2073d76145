// The options of the relay. Apart from context.ts, so that published types do not need the SDK's.
import type { Registry } from 'prom-client'
import type { TencentCredentials } from '../tencent/credentials.js'

export interface RelayOptions {
  /** The configuration file's content (see the README, or the JSON Schema). */
  configuration: unknown
  /** Tencent Cloud's SecretId and SecretKey, or a function that fetches temporary ones. */
  credentials: TencentCredentials | (() => Promise<TencentCredentials>)
  /** At least 32 random bytes as base64 or hex; several separated by commas, the first one encrypts and signs. */
  relaySecret: string
  /** What the merchant's back end may call with; 24–200 characters each. */
  merchantApiKeys?: readonly string[] | undefined
  /** Another address for Tencent's API: a sandbox. Results then have `sandbox: true`. */
  endpoint?: string | undefined
  /** `redis://…` or `rediss://…`, where several relays share limits and cache. */
  redisUrl?: string | undefined
  /** WEBHOOK_SECRET: `whsec_…`, several separated by commas. Required with `webhookUrl`. */
  webhookSecret?: string | undefined
  /** WEBHOOK_STORE: `file:<folder>` or `redis://…`. Required with `webhookUrl`. */
  webhookStore?: string | undefined
  /** Milliseconds for which `/readyz` answers 503 before the server closes, so that balancers turn away; default 0. */
  drainFor?: number | undefined
  /** Where metrics are registered (prom-client); none are kept without it. */
  metrics?: Registry | undefined
  /** Milliseconds since 1970. */
  now?: (() => number) | undefined
}
