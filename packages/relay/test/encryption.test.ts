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
const open = (text: string, at = now) => decrypt(isAnything, keys, 'ticket', text, at)

describe('a sealed text', () => {
  it('opens to what was sealed, until its time is over', () => {
    const text = ticket()
    expect(open(text)).toEqual({ ok: true, value: { reference: 'order-4711' } })
    expect(open(text, now + 999).ok).toBe(true)
    expect(open(text, now + 1_000)).toEqual({ ok: false, why: 'expired' })
  })

  it.each(['return-state', 'evidence', 'cache'] as const)('does not open as a %s', (purpose) => {
    expect(decrypt(isAnything, keys, purpose, ticket(), now)).toEqual({ ok: false, why: 'invalid' })
  })

  it('says `invalid`, not `expired`, of an old text that was sealed elsewhere', () => {
    const others = deriveRelayKeys(secretB)
    const opened = decrypt(isAnything, others, 'ticket', ticket(), now + 5_000)
    expect(opened).toEqual({ ok: false, why: 'invalid' })
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
      expect(open(forged.toString('base64url')).ok).toBe(false)
    }
  })

  it('has one spelling only', () => {
    const text = ticket()
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const others = [...alphabet].map((letter) => text.slice(0, -1) + letter)
    others.push(`${text}=`, ` ${text}`, `${text}\n`, text.replaceAll('-', '+'))
    for (const other of others) if (other !== text) expect(open(other)).toMatchObject({ ok: false })
  })

  it('does not decrypt, and does not throw, whatever is put in its place', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(open(text)).toEqual({ ok: false, why: 'invalid' })
      }),
    )
  })
})
