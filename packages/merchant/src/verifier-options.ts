import { createLocalJWKSet } from 'jose'
import type { Consume } from './consume.js'
import type { Trust } from './expectation.js'
import { type KeySet, type PublicKey, remoteKeySet } from './key-set.js'
import { httpUrl } from './shape.js'

export interface ResultVerifierOptions {
  /** The relay's `publicUrl`, path included: the `iss` of its tokens. */
  issuer: string
  /** The scene whose results are accepted: the `aud`. One verifier per scene. */
  scene: string
  /** Records that a passed result was used. See `Consume`. */
  consume: Consume
  /** The URL of the relay's keys, or the keys. Default: `<issuer>/.well-known/jwks.json`. */
  jwks?: string | URL | { keys: readonly PublicKey[] }
  /** Accept results of a sandbox: for development only. Default: false. */
  allowSandbox?: boolean
  /** Allowed difference between the relay's clock and this one, in seconds, 0–120. Default: 30. */
  clockToleranceSeconds?: number
  /** For reading the relay's keys, in whole milliseconds. Default: 5000. */
  timeoutMs?: number
  /** Default: the global `fetch`. */
  fetch?: typeof fetch
  /** For the times in a token: milliseconds since 1970. Default: `Date.now`. */
  now?: () => number
}

export interface VerifierSettings extends Trust {
  consume: Consume
  keySet: KeySet
}

/** Applies the defaults. Throws a `TypeError` that names a wrong option. */
export function verifierSettings(options: ResultVerifierOptions): VerifierSettings {
  const { issuer, scene, consume, allowSandbox = false, now = Date.now } = options
  const { clockToleranceSeconds = 30, timeoutMs = 5000 } = options
  if (!httpUrl(issuer)) throw new TypeError('`issuer` must be the `publicUrl` of the relay')
  if (typeof scene !== 'string' || scene === '') throw new TypeError('`scene` must be a name')
  if (typeof consume !== 'function') throw new TypeError('`consume` must be a function')
  if (typeof allowSandbox !== 'boolean') throw new TypeError('`allowSandbox` must be a boolean')
  if (!(clockToleranceSeconds >= 0 && clockToleranceSeconds <= 120)) {
    throw new TypeError('`clockToleranceSeconds` must be 0–120')
  }
  if (!(Number.isInteger(timeoutMs) && timeoutMs > 0)) {
    throw new TypeError('`timeoutMs` must be a whole number above 0')
  }
  return {
    issuer: issuer.replace(/\/+$/, ''),
    scene,
    consume,
    keySet: keySetOf(options, timeoutMs),
    allowSandbox,
    toleranceSeconds: clockToleranceSeconds,
    now,
  }
}

function keySetOf(options: ResultVerifierOptions, timeoutMs: number): KeySet {
  const { issuer, jwks, fetch = globalThis.fetch } = options
  if (typeof jwks === 'object' && 'keys' in jwks) {
    if (!Array.isArray(jwks.keys)) throw new TypeError('`jwks` must hold a list of keys')
    return createLocalJWKSet({ keys: [...jwks.keys] })
  }
  const url = jwks === undefined ? `${issuer.replace(/\/+$/, '')}/.well-known/jwks.json` : `${jwks}`
  if (!httpUrl(url)) throw new TypeError('`jwks` must be an http(s) address or a key set')
  return remoteKeySet(url, fetch, timeoutMs)
}
