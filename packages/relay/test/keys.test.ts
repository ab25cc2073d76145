import { createPublicKey, hkdfSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { translateFault } from '../src/cli/messages.js'
import { deriveRelayKeys } from '../src/tokens/keys.js'
import { secretA, secretB } from './secrets.js'

/** Wholly: `must` and `at least` would be left of a part without translation. */
const inChinese = (message: string) => {
  const text = translateFault('zh', message)
  return /[一-鿿]/.test(text) && !/ (must|at least|several) /.test(text)
}

describe('the key ring', () => {
  it.each([
    ['nothing', ''],
    ['an empty part', `${secretA},`],
    ['an empty first part', `,${secretA}`],
    ['an empty part in the middle', `${secretA}, ,${secretB}`],
    ['16 bytes', Buffer.from(secretA, 'base64').subarray(0, 16).toString('base64')],
    ['31 bytes as hex', Buffer.from(secretA, 'base64').subarray(0, 31).toString('hex')],
    ['a phrase', 'correct horse battery staple correct horse battery staple'],
    ['zeros', Buffer.alloc(32).toString('base64')],
    ['one byte again and again', 'ab'.repeat(32)],
  ])('refuses %s, without repeating it, in Chinese too', (_title, secret) => {
    const attempt = () => deriveRelayKeys(secret)
    expect(attempt).toThrow(TypeError)
    expect(attempt).toThrow(/RELAY_SECRET/)
    if (secret.length > 8) expect(attempt).not.toThrow(secret)
    expect(attempt).toThrow(expect.objectContaining({ message: expect.toSatisfy(inChinese) }))
  })

  it('takes the same bytes as base64, base64url and hex for the same secret', () => {
    const bytes = Buffer.from(secretA, 'base64')
    const kids = [secretA, bytes.toString('base64url'), bytes.toString('hex')].map(
      (text) => deriveRelayKeys(text).current.signing.kid,
    )
    expect(new Set(kids).size).toBe(1)
  })

  it('derives another key for every purpose', () => {
    const { encryption, fingerprint } = deriveRelayKeys(secretA).current
    const keys = [...Object.values(encryption), fingerprint].map((key) => key.toString('hex'))
    expect(new Set(keys).size).toBe(keys.length)
    expect(keys.every((key) => key.length === 64)).toBe(true)
  })

  it('derives by HKDF-SHA-256 with a label per purpose', () => {
    const secret = Buffer.from(secretA, 'base64')
    const expected = hkdfSync('sha256', secret, '', 'faceid-h5/v1/ticket', 32)
    expect(deriveRelayKeys(secretA).current.encryption.ticket).toEqual(Buffer.from(expected))
  })

  it('names a signing key by its RFC 7638 thumbprint and shows only its public half', () => {
    const { publicJwk, kid } = deriveRelayKeys(secretA).current.signing
    expect(publicJwk).toEqual({
      kty: 'OKP',
      crv: 'Ed25519',
      x: expect.any(String),
      kid,
      alg: 'EdDSA',
      use: 'sig',
    })
    expect(createPublicKey({ key: { ...publicJwk }, format: 'jwk' }).asymmetricKeyType).toBe(
      'ed25519',
    )
  })
})
