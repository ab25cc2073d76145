import { createLocalJWKSet, createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose'
import { ResultError } from './result-error.js'

/** The members of a JSON Web Key that a relay publishes (RFC 8037). */
export interface PublicKey {
  kty: string
  crv?: string
  x?: string
  kid?: string
}

/** Resolves the public key of a token, or throws jose's `JWKSNoMatchingKey`, or `keys_unavailable`. */
export type KeySet = JWTVerifyGetKey

const FRESH_MS = 10 * 60_000
// After each failure jose keeps the copy for FRESH_MS: 24 h in all.
const STALE_MS = 24 * 3_600_000 - FRESH_MS
// A stream of tokens with invented key ids must not become a stream of requests to the relay.
const PAUSE_MS = 30_000

/**
 * The keys that a relay publishes: read on first use, every ten minutes, and for an unknown key id, at most
 * once in 30 s. While they cannot be read, the last copy is used for 24 h.
 */
export function remoteKeySet(
  url: string,
  fetch: typeof globalThis.fetch,
  timeoutMs: number,
): KeySet {
  let failure: { cause: unknown; at: number } | undefined
  let copy: { text: string; at: number } | undefined

  async function staleIfError(...request: Parameters<typeof fetch>): Promise<Response> {
    if (!failure || Date.now() - failure.at >= PAUSE_MS) {
      try {
        const response = await fetch(...request)
        if (response.status !== 200) throw new Error(`${url} answered ${response.status}`)
        const text = await response.text()
        createLocalJWKSet(JSON.parse(text))
        copy = { text, at: Date.now() }
        failure = undefined
      } catch (cause) {
        failure = { cause, at: Date.now() }
      }
    }
    if (!copy || Date.now() - copy.at >= STALE_MS) throw failure?.cause
    return new Response(copy.text)
  }

  const keys = createRemoteJWKSet(new URL(url), {
    timeoutDuration: timeoutMs,
    cacheMaxAge: FRESH_MS,
    cooldownDuration: PAUSE_MS,
    [customFetch]: staleIfError,
  })
  return async (header, token) => {
    try {
      return await keys(header, token)
    } catch (cause) {
      // The key may have been published after the stale copy was read.
      if (failure) throw new ResultError('keys_unavailable', { cause: failure.cause })
      throw cause
    }
  }
}
