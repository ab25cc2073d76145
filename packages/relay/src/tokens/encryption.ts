// Encrypts a small JSON value under the relay's keys (AES-256-GCM) and decrypts it; whatever was forged, swapped,
// sealed for another purpose or by a dropped secret does not open.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Purpose, RelayKeys } from './keys.js'

// Format 1, as base64url: version (1 byte) · key id (8) · IV (12) · ciphertext · tag (16).
// Associated data: version, key id, purpose and, where there is one, the context it is sealed for.
const version = 1
const headLength = 1 + 8 + 12
const tagLength = 16

export interface Encryptable<T> {
  value: T
  /** Milliseconds since 1970. */
  expiresAt: number
}

export type Decrypted<T> = { ok: true; value: T } | { ok: false; why: 'invalid' | 'expired' }

/**
 * @param context where it will stand: sealed for one context, it does not open in another.
 * @returns base64url without padding: about 4/3 of (37 bytes + the value as JSON).
 */
export function encrypt<T>(
  keys: RelayKeys,
  purpose: Purpose,
  input: Encryptable<T>,
  context = '',
): string {
  const { id, encryption } = keys.current
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', encryption[purpose], iv)
  cipher.setAAD(associatedData(id, purpose, context))
  const body = cipher.update(JSON.stringify([input.expiresAt, input.value]), 'utf8')
  cipher.final()
  return Buffer.concat([Buffer.of(version), id, iv, body, cipher.getAuthTag()]).toString(
    'base64url',
  )
}

/** `expired` is said only of a text that was sealed here; everything else that does not open is `invalid`. */
export function decrypt<T>(
  keys: RelayKeys,
  purpose: Purpose,
  text: string,
  now: number,
  context = '',
): Decrypted<T> {
  const bytes = /^[A-Za-z0-9_-]+$/.test(text) ? Buffer.from(text, 'base64url') : Buffer.alloc(0)
  // Exactly one spelling: spare bits of the last character must not make a second ticket of the same content.
  if (bytes.length <= headLength + tagLength || bytes.toString('base64url') !== text) return invalid
  if (bytes[0] !== version) return invalid
  const id = bytes.subarray(1, 9)
  const key = keys.all.find((candidate) => candidate.id.equals(id))
  if (key === undefined) return invalid
  const decipher = createDecipheriv(
    'aes-256-gcm',
    key.encryption[purpose],
    bytes.subarray(9, headLength),
    {
      authTagLength: tagLength,
    },
  )
  decipher.setAAD(associatedData(id, purpose, context))
  decipher.setAuthTag(bytes.subarray(-tagLength))
  let json: string
  try {
    json =
      decipher.update(bytes.subarray(headLength, -tagLength), undefined, 'utf8') +
      decipher.final('utf8')
  } catch {
    return invalid
  }
  // Authentic, so it is what `seal` wrote for this purpose and version.
  const [expiresAt, value] = JSON.parse(json) as [number, T]
  return now < expiresAt ? { ok: true, value } : { ok: false, why: 'expired' }
}

const invalid = { ok: false, why: 'invalid' } as const

function associatedData(id: Buffer, purpose: Purpose, context: string): Buffer {
  return Buffer.concat([Buffer.of(version), id, Buffer.from(`${purpose}\0${context}`, 'utf8')])
}
