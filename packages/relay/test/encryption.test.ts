import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decrypt, encrypt } from '../src/tokens/encryption.js'
import { deriveRelayKeys } from '../src/tokens/keys.js'
import { secretA, secretB } from './secrets.js'

const keys = deriveRelayKeys(secretA)
const isAnything = (_value: unknown): _value is unknown => true
const now = Date.UTC(2026, 0, 1)
const ticket = () =>
  encrypt(keys, 'ticket', { value: { reference: 'order-4711' }, expiresAt: now + 1_000 })

describe('a sealed text', () => {
  it('opens to what was sealed, until its time is over', () => {
    const text = ticket()
    expect(decrypt(isAnything, keys, 'ticket', text, now)).toEqual({
      ok: true,
      value: { reference: 'order-4711' },
    })
    expect(decrypt(isAnything, keys, 'ticket', text, now + 999).ok).toBe(true)
    expect(decrypt(isAnything, keys, 'ticket', text, now + 1_000)).toEqual({
      ok: false,
      why: 'expired',
    })
  })

  it.each(['return-state', 'evidence', 'cache'] as const)('does not open as a %s', (purpose) => {
    expect(decrypt(isAnything, keys, purpose, ticket(), now)).toEqual({ ok: false, why: 'invalid' })
  })

  it('says `invalid`, not `expired`, of an old text that was sealed elsewhere', () => {
    expect(decrypt(isAnything, deriveRelayKeys(secretB), 'ticket', ticket(), now + 5_000)).toEqual({
      ok: false,
      why: 'invalid',
    })
  })

  it('differs each time, and shows nothing of its content', () => {
    const texts = [ticket(), ticket()]
    expect(texts[0]).not.toBe(texts[1])
    for (const text of texts) {
      expect(text).toMatch(/^[A-Za-z0-9_-]+$/)
      expect(Buffer.from(text, 'base64url').toString('latin1')).not.toContain('order')
    }
  })

  it('does not open when any one of its bits is turned', () => {
    const bytes = Buffer.from(ticket(), 'base64url')
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const forged = Buffer.from(bytes)
      forged.writeUInt8(forged.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
      expect(decrypt(isAnything, keys, 'ticket', forged.toString('base64url'), now).ok).toBe(false)
    }
  })

  it('has one spelling only', () => {
    const text = ticket()
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const others = [...alphabet]
      .map((letter) => text.slice(0, -1) + letter)
      .filter((other) => other !== text)
    for (const other of [
      ...others,
      `${text}=`,
      ` ${text}`,
      `${text}\n`,
      text.replaceAll('-', '+'),
    ]) {
      if (other !== text) expect(decrypt(isAnything, keys, 'ticket', other, now).ok).toBe(false)
    }
  })

  it('does not decrypt, and does not throw, whatever is put in its place', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(decrypt(isAnything, keys, 'ticket', text, now)).toEqual({
          ok: false,
          why: 'invalid',
        })
      }),
    )
  })
})
