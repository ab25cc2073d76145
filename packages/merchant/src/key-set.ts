import { type CryptoKey, importJWK } from 'jose'
import { ResultError } from './result-error.js'

/** Finds the public key with this id, or throws `key_unknown` or `keys_unavailable`. */
export type KeySet = (keyId: string) => Promise<CryptoKey>

/** The few members of a JSON Web Key that a relay publishes (RFC 8037). */
export interface PublicKey {
  kty: string
  crv?: string
  x?: string
  kid?: string
}

export interface RemoteKeySetOptions {
  url: string
  fetch: typeof fetch
  /** Milliseconds since 1970. */
  now: () => number
  timeoutMs: number
}

const FRESH_MS = 10 * 60_000
const USABLE_MS = 24 * 3_600_000
// A stream of tokens with invented key ids must not become a stream of requests to the relay.
const PAUSE_MS = 30_000

/**
 * The keys a relay publishes: asked for when first needed, every ten minutes, and when a token names an
 * unknown one, but never twice in half a minute. While the relay is away the last copy serves for a day.
 */
export function remoteKeySet({ url, fetch, now, timeoutMs }: RemoteKeySetOptions): KeySet {
  let keys = new Map<string, CryptoKey>()
  let readAt = Number.NEGATIVE_INFINITY
  let attempt: { at: number; failure?: unknown } | undefined
  let reading: Promise<void> | undefined

  return async (keyId) => {
    const known = keys.get(keyId)
    const age = now() - readAt
    if (known && age < FRESH_MS) return known
    if (!attempt || now() - attempt.at >= PAUSE_MS) {
      reading ??= read().finally(() => {
        reading = undefined
      })
    }
    await reading
    const key = keys.get(keyId)
    if (key && now() - readAt < USABLE_MS) return key
    if (attempt && 'failure' in attempt) {
      throw new ResultError('keys_unavailable', { cause: attempt.failure })
    }
    throw new ResultError('key_unknown')
  }

  async function read(): Promise<void> {
    const at = now()
    try {
      const response = await fetch(url, {
        headers: { accept: 'application/json' },
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      })
      if (!response.ok) throw new Error(`${url} answered ${response.status}`)
      keys = await importKeys(await response.json())
      readAt = at
      attempt = { at }
    } catch (failure) {
      attempt = { at, failure }
    }
  }
}

/** A fixed set: for tests, or where the back end cannot reach the relay. */
export function fixedKeySet(document: { keys: readonly PublicKey[] }): KeySet {
  if (!isKeyDocument(document)) throw new TypeError('`jwks` must hold a list of keys')
  let imported: Promise<Map<string, CryptoKey>> | undefined
  return async (keyId) => {
    imported ??= importKeys(document)
    const key = (await imported).get(keyId)
    if (!key) throw new ResultError('key_unknown')
    return key
  }
}

/** Takes the Ed25519 keys with an id and leaves the rest: a set may hold keys of a later version. */
async function importKeys(document: unknown): Promise<Map<string, CryptoKey>> {
  if (!isKeyDocument(document)) throw new TypeError('not a JSON Web Key Set')
  const keys = new Map<string, CryptoKey>()
  for (const { kty, crv, x, kid } of document.keys) {
    if (kty !== 'OKP' || crv !== 'Ed25519' || typeof x !== 'string' || !kid) continue
    const key = await importJWK({ kty, crv, x }, 'EdDSA')
    if (!(key instanceof Uint8Array)) keys.set(kid, key)
  }
  return keys
}

function isKeyDocument(value: unknown): value is { keys: PublicKey[] } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'keys' in value &&
    Array.isArray(value.keys) &&
    value.keys.every((key) => typeof key === 'object' && key !== null)
  )
}
