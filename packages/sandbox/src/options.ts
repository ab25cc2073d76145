/**
 * The options of a sandbox. It refuses any address but loopback without `allowRemote`: it simulates a
 * service that people trust, and it is not for production.
 */
import type { Credential } from './api/authentication.js'
import { checkRules, defaultRules, type Rule } from './rules.js'

export interface SandboxOptions {
  /** Default 127.0.0.1. Anything but loopback needs `allowRemote`. */
  host?: string
  /** Default false. */
  allowRemote?: boolean
  /** Default 0: a free one. The command's default is 4172. */
  port?: number
  /** What browsers reach it under; default `http://<host>:<port>`. The Url of DetectAuth starts with it. */
  publicUrl?: string
  /** Default: `sandboxCredential` alone. */
  credentials?: readonly Credential[]
  /** RuleId → console settings; default: `defaultRules`. */
  rules?: Readonly<Record<string, Rule>>
  /** Milliseconds since 1970; default `Date.now`. */
  now?: () => number
  /** Milliseconds of real time before each answer of the API; default 0. */
  latencyMs?: number
  /** The caps behind 2018, for attempts on the hosted page; default true. */
  frequencyCaps?: boolean
  /** How many requests a second each action takes; default 100, as Tencent's. */
  requestsPerSecond?: number
  /** Every recording of a face is filled up to this many bytes, as a phone's would be; default 0. */
  videoBytes?: number
}

export type Options = Required<Omit<SandboxOptions, 'allowRemote' | 'publicUrl'>> & {
  publicUrl: string | undefined
}

/** The pair that a sandbox accepts by default. It opens nothing else. */
export const sandboxCredential: Credential = {
  secretId: 'AKIDsandboxNotARealSecretId000000000',
  secretKey: 'sandboxNotARealSecretKey00000000',
}

export function normalizeOptions(options: SandboxOptions = {}): Options {
  const host = options.host ?? '127.0.0.1'
  if (!loopback(host) && options.allowRemote !== true)
    throw new TypeError(`\`host\` ${host} is not loopback; say \`allowRemote: true\` to mean it`)
  const { port = 0, latencyMs = 0, requestsPerSecond = 100, videoBytes = 0 } = options
  if (port > 65_535) throw new TypeError('`port` must be 0 to 65535')
  const numbers = { port, latencyMs, requestsPerSecond, videoBytes }
  for (const [name, value] of Object.entries(numbers)) {
    const least = name === 'requestsPerSecond' ? 1 : 0
    if (!Number.isInteger(value) || value < least)
      throw new TypeError(`\`${name}\` must be a whole number, ${least} or more`)
  }
  const credentials = options.credentials ?? [sandboxCredential]
  if (credentials.length === 0) throw new TypeError('`credentials` must not be empty')
  const rules = options.rules ?? defaultRules
  checkRules(rules)
  return {
    host,
    port,
    publicUrl: options.publicUrl === undefined ? undefined : publicUrl(options.publicUrl),
    credentials,
    rules,
    now: options.now ?? Date.now,
    latencyMs,
    frequencyCaps: options.frequencyCaps ?? true,
    requestsPerSecond,
    videoBytes,
  }
}

export function loopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}

function publicUrl(text: string): string {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text))
    throw new TypeError('`publicUrl` must be a complete http or https address')
  const url = new URL(text)
  if (url.search || url.hash) throw new TypeError('`publicUrl` must have no query and no fragment')
  return text.replace(/\/+$/, '')
}
