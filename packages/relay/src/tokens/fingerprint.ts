// Short keyed hashes for what must be told apart but not be read: in Redis keys and rate-limit buckets.
import { createHmac } from 'node:crypto'
import type { RelayKeys } from './keys.js'

/** @returns 22 characters of base64url: HMAC-SHA-256 under the relay's current secret, cut to 128 bits. */
export function fingerprint(keys: RelayKeys, text: string): string {
  return createHmac('sha256', keys.current.fingerprint)
    .update(text)
    .digest('base64url')
    .slice(0, 22)
}
