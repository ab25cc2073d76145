// Derives every key of the relay from RELAY_SECRET, one per purpose. Refuses a short or guessable secret.
import { createHash, createHmac, createPrivateKey, createPublicKey, hkdfSync } from 'node:crypto'

/** A text encrypted for one purpose does not decrypt for another. */
const purposes = ['return-state', 'ticket', 'evidence', 'cache', 'webhook'] as const
export type Purpose = (typeof purposes)[number]

export interface PublicJwk {
  kty: 'OKP'
  crv: 'Ed25519'
  x: string
  kid: string
  alg: 'EdDSA'
  use: 'sig'
}

/** `current` encrypts and signs, all of them decrypt and verify. */
export interface RelayKeys {
  current: ReturnType<typeof deriveKey>
  all: ReturnType<typeof deriveKey>[]
}

const secretForm =
  'RELAY_SECRET must be at least 32 random bytes as base64, base64url or hex (make one with `openssl rand -base64 32`); ' +
  'several are separated by commas, the first one encrypts and signs'

/** @throws {TypeError} naming what is wrong with RELAY_SECRET; never showing it. */
export function deriveRelayKeys(relaySecret: string): RelayKeys {
  const all = relaySecret
    .split(',')
    .map((part, index) => deriveKey(decodeSecret(part.trim(), index)))
  const [current] = all
  if (current === undefined) throw new TypeError(secretForm)
  return { current, all }
}

function decodeSecret(text: string, index: number): Buffer {
  const which = `part ${index + 1} of RELAY_SECRET`
  if (text === '') throw new TypeError(`${which} is empty. ${secretForm}.`)
  const bytes = /^(?:[0-9a-f]{2})+$/i.test(text)
    ? Buffer.from(text, 'hex')
    : /^[A-Za-z0-9+/_-]+={0,2}$/.test(text)
      ? Buffer.from(text, 'base64')
      : undefined
  if (bytes === undefined) throw new TypeError(`${which} is neither base64 nor hex. ${secretForm}.`)
  if (bytes.length < 32) throw new TypeError(`${which} has ${bytes.length} bytes. ${secretForm}.`)
  // 32 random bytes hold fewer than 16 different values about once in 10^13 draws; a typed phrase or a row of zeros does.
  if (new Set(bytes).size < 16) throw new TypeError(`${which} is not random. ${secretForm}.`)
  return bytes
}

function deriveKey(secret: Buffer) {
  const derive = (label: string) =>
    Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), `faceid-h5/v1/${label}`, 32))
  const privateKey = createPrivateKey({
    // RFC 8410: the fixed DER prefix of a PKCS#8 Ed25519 key, then its 32 bytes.
    key: Buffer.concat([
      Buffer.from('302e020100300506032b657004220420', 'hex'),
      derive('result-token'),
    ]),
    format: 'der',
    type: 'pkcs8',
  })
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' })
  if (x === undefined) throw new Error('an Ed25519 key without its public half')
  // RFC 7638 and RFC 8037: members in this order, no white space.
  const thumbprint = createHash('sha256')
    .update(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`)
    .digest()
  const kid = thumbprint.toString('base64url')
  const publicJwk: PublicJwk = { kty: 'OKP', crv: 'Ed25519', x, kid, alg: 'EdDSA', use: 'sig' }
  return {
    /** Identifies the secret that encrypted or signed. */
    id: thumbprint.subarray(0, 8),
    // Safe: one for each of the purposes.
    encryption: Object.fromEntries(purposes.map((purpose) => [purpose, derive(purpose)])) as Record<
      Purpose,
      Buffer
    >,
    signing: { kid, privateKey, publicJwk },
    /** For fingerprints that must not be guessed from their input (cache keys, log hashes). */
    fingerprint: derive('fingerprint'),
  }
}

/**
 * A short keyed hash of what must not be readable, for Redis keys and rate-limit buckets.
 * @returns 22 characters of base64url: HMAC-SHA-256 under the current secret, cut to 128 bits.
 */
export function fingerprint(keys: RelayKeys, text: string): string {
  return createHmac('sha256', keys.current.fingerprint)
    .update(text)
    .digest('base64url')
    .slice(0, 22)
}
