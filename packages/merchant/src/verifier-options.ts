import { fixedKeySet, type KeySet, type PublicKey, remoteKeySet } from './key-set.js'
import type { Consume } from './memory-consume.js'

export interface ResultVerifierOptions {
  /** The relay's `publicUrl`, path included: the `iss` of its tokens. */
  issuer: string
  /** The scene whose results this verifier believes: the `aud`. One verifier per scene. */
  scene: string
  /** Uses a passed result up, once. See `Consume`. */
  consume: Consume
  /** Where the relay's keys are, or the keys themselves. Default: `<issuer>/.well-known/jwks.json`. */
  jwks?: string | URL | { keys: readonly PublicKey[] }
  /** Believe results that Tencent never saw: for development only. Default: false. */
  allowSandbox?: boolean
  /** By how many seconds the relay's clock may differ from this one, 0–120. Default: 30. */
  clockToleranceSeconds?: number
  /** How long to wait for the relay's keys, in milliseconds. Default: 5000. */
  timeoutMs?: number
  /** Default: the global `fetch`. */
  fetch?: typeof fetch
  /** Milliseconds since 1970. Default: `Date.now`. */
  now?: () => number
}

export interface VerifierSettings {
  issuer: string
  scene: string
  consume: Consume
  keySet: KeySet
  allowSandbox: boolean
  toleranceSeconds: number
  now: () => number
}

/** Fills in what was left out; a wrong option is a `TypeError` that names it. */
export function verifierSettings(options: ResultVerifierOptions): VerifierSettings {
  const { issuer, scene, consume, allowSandbox = false, now = Date.now } = options
  const { clockToleranceSeconds = 30, timeoutMs = 5000 } = options
  if (!isHttpUrl(issuer)) throw new TypeError('`issuer` must be the `publicUrl` of the relay')
  if (typeof scene !== 'string' || scene === '') throw new TypeError('`scene` must be a name')
  if (typeof consume !== 'function') throw new TypeError('`consume` must be a function')
  if (typeof allowSandbox !== 'boolean') throw new TypeError('`allowSandbox` must be a boolean')
  if (!(clockToleranceSeconds >= 0 && clockToleranceSeconds <= 120)) {
    throw new TypeError('`clockToleranceSeconds` must be 0–120')
  }
  if (!(timeoutMs > 0)) throw new TypeError('`timeoutMs` must be a number above 0')
  return {
    issuer: issuer.replace(/\/+$/, ''),
    scene,
    consume,
    keySet: keySetOf(options, { timeoutMs, now }),
    allowSandbox,
    toleranceSeconds: clockToleranceSeconds,
    now,
  }
}

function keySetOf(
  { issuer, jwks, fetch = globalThis.fetch }: ResultVerifierOptions,
  { timeoutMs, now }: { timeoutMs: number; now: () => number },
): KeySet {
  if (typeof jwks === 'object' && 'keys' in jwks) return fixedKeySet(jwks)
  const url = jwks === undefined ? `${issuer.replace(/\/+$/, '')}/.well-known/jwks.json` : `${jwks}`
  if (!isHttpUrl(url)) throw new TypeError('`jwks` must be an http(s) address or a key set')
  return remoteKeySet({ url, fetch, now, timeoutMs })
}

function isHttpUrl(value: unknown): boolean {
  return (
    typeof value === 'string' && URL.canParse(value) && /^https?:/.test(new URL(value).protocol)
  )
}
