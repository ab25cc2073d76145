// The merchant's API keys: compared in constant time, refused when they are short enough to guess.
import { createHash, timingSafeEqual } from 'node:crypto'

export interface ApiKeys {
  /** Whether any key is configured at all. */
  any: boolean
  /** @returns a short fingerprint of the key (for rate limits), or undefined when it is none of ours. */
  recognise(authorization: string | undefined): string | undefined
}

/** @throws {TypeError} naming what is wrong with MERCHANT_API_KEY; never showing it. */
export function createApiKeys(keys: readonly string[]): ApiKeys {
  const digests = keys.map((key, index) => {
    if (!/^[\x21-\x7e]{24,200}$/.test(key)) {
      throw new TypeError(
        `part ${index + 1} of MERCHANT_API_KEY must have 24–200 printable ASCII characters without spaces ` +
          '(make one with `openssl rand -base64 32`); several are separated by commas',
      )
    }
    return digest(key)
  })
  return {
    any: digests.length > 0,
    recognise(authorization) {
      const presented = digest(bearer(authorization) ?? '')
      let found: Buffer | undefined
      // Every key is compared, so that the time does not tell which one matched.
      for (const candidate of digests) if (timingSafeEqual(candidate, presented)) found = candidate
      return found?.toString('hex').slice(0, 16)
    },
  }
}

/** The token of an `Authorization: Bearer …` header (RFC 6750). */
export function bearer(authorization: string | undefined): string | undefined {
  return /^Bearer +([\x21-\x7e]+) *$/i.exec(authorization ?? '')?.[1]
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
