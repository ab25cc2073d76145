// Encrypts a small JSON value under the relay's keys (AES-256-GCM) and decrypts it. A forged text, one for another
// purpose or context, or one under a dropped secret does not decrypt.
import { createCipheriv, createDecipheriv, randomFillSync } from 'node:crypto'
import { retentionMs } from '../lifetimes.js'
import type { Purpose, RelayKeys } from './keys.js'

// Format 1, as base64url: version (1 byte) · key id (8) · IV (12) · ciphertext · tag (16).
// Associated data: version, key id, purpose and context.
const version = 1
const headLength = 1 + 8 + 12
const tagLength = 16

export type Decrypted<T> = { ok: true; value: T } | { ok: false; why: 'invalid' | 'expired' }

/**
 * @param context where the text is stored: encrypted for one context, it does not decrypt in another.
 * @returns base64url without padding: about 4/3 of (37 bytes + the value as JSON).
 */
export function encrypt(
  keys: RelayKeys,
  purpose: Purpose,
  { value, expiresAt }: { value: unknown; expiresAt: number },
  context = '',
): string {
  const { id, encryption } = keys.current
  const text = JSON.stringify([expiresAt, value])
  const iv = nextIv()
  const cipher = createCipheriv('aes-256-gcm', encryption[purpose], iv)
  cipher.setAAD(associatedData(id, purpose, context))
  const body = cipher.update(text, 'utf8')
  cipher.final()
  return Buffer.concat([Buffer.of(version), id, iv, body, cipher.getAuthTag()]).toString(
    'base64url',
  )
}

/**
 * `expired` needs a text that this relay encrypted; every other text that does not decrypt is `invalid`.
 * @param isExpected checks the shape: an older or newer relay with the same secret may have encrypted another.
 */
export function decrypt<T>(
  isExpected: (value: unknown) => value is T,
  keys: RelayKeys,
  purpose: Purpose,
  text: string,
  now: number,
  context = '',
): Decrypted<T> {
  const bytes = Buffer.from(text, 'base64url')
  // Exactly one spelling: what base64url ignores must not make a second ticket with the same content.
  if (bytes.length <= headLength + tagLength || bytes.toString('base64url') !== text) return invalid
  if (bytes[0] !== version) return invalid
  const id = bytes.subarray(1, 9)
  const key = keys.all.find((candidate) => candidate.id.equals(id))
  if (key === undefined) return invalid
  const decipher = createDecipheriv(
    'aes-256-gcm',
    key.encryption[purpose],
    bytes.subarray(9, headLength),
    { authTagLength: tagLength },
  )
  decipher.setAAD(associatedData(id, purpose, context))
  decipher.setAuthTag(bytes.subarray(-tagLength))
  const body = decipher.update(bytes.subarray(headLength, -tagLength))
  try {
    decipher.final()
  } catch {
    return invalid
  }
  const [expiresAt, value]: unknown[] = JSON.parse(body.toString())
  if (typeof expiresAt !== 'number') return invalid
  if (now >= expiresAt) return { ok: false, why: 'expired' }
  return isExpected(value) ? { ok: true, value } : invalid
}

/** One kind of text that expires with the data at Tencent. */
export function tokenKind<T>(purpose: Purpose, isExpected: (value: unknown) => value is T) {
  return {
    encrypt: (keys: RelayKeys, value: T, startedAt: number): string =>
      encrypt(keys, purpose, { value, expiresAt: startedAt + retentionMs }),
    decrypt: (keys: RelayKeys, text: string, now: number): Decrypted<T> =>
      decrypt(isExpected, keys, purpose, text, now),
  }
}

/** Drawn in bulk: each draw costs as much as an encryption. */
const ivs = Buffer.alloc(12 * 256)
let ivsLeft = 0

function nextIv(): Buffer {
  if (ivsLeft === 0) ivsLeft = randomFillSync(ivs).length
  ivsLeft -= 12
  return ivs.subarray(ivsLeft, ivsLeft + 12)
}

const invalid = { ok: false, why: 'invalid' } as const

function associatedData(id: Buffer, purpose: Purpose, context: string): Buffer {
  return Buffer.concat([Buffer.of(version), id, Buffer.from(`${purpose}\0${context}`, 'utf8')])
}
