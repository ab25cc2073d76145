// The ticket: a sealed string, given only to whoever started, that reads one verification and nothing else.
import type { IntentionMode, Mode } from '@faceid-h5/protocol'
import { retentionMs } from '../lifetimes.js'
import { type Decrypted, decrypt, encrypt } from './encryption.js'
import type { RelayKeys } from './keys.js'

/** Everything the relay has to know about a verification: there is no database behind it. */
export interface Verification {
  id: string
  bizToken: string
  /** GetDetectInfoEnhanced wants it too; the configuration may have changed by then. */
  ruleId: string
  scene: string
  reference: string
  mode: Mode
  startedBy: 'browser' | 'merchant'
  /** Fingerprint of the client address or API key that started: each has its share of the budget. */
  starter: string
  handoff: boolean
  identity: 'supplied' | 'captured'
  intention?: { mode: IntentionMode; digest: string }
  consent?: { version: string; at: number }
  /** Milliseconds since 1970. */
  startedAt: number
  sandbox: boolean
}

export function encryptTicket(keys: RelayKeys, verification: Verification): string {
  return encrypt(keys, 'ticket', {
    value: verification,
    expiresAt: verification.startedAt + retentionMs,
  })
}

export function decryptTicket(
  keys: RelayKeys,
  ticket: string,
  now: number,
): Decrypted<Verification> {
  return decrypt(keys, 'ticket', ticket, now)
}

/**
 * Opens tickets as `decryptTicket` does and keeps the good ones, since a page shows the same one at every poll.
 * @param capacity tickets kept at most; those opened first go first.
 */
export function createTicketOpener(keys: RelayKeys, capacity = 10_000) {
  const known = new Map<string, Verification>()
  return (ticket: string, now: number): Decrypted<Verification> => {
    const verification = known.get(ticket)
    if (verification !== undefined && now < verification.startedAt + retentionMs) {
      return { ok: true, value: verification }
    }
    const opened = decryptTicket(keys, ticket, now)
    if (opened.ok) {
      known.set(ticket, opened.value)
      for (const oldest of known.keys()) {
        if (known.size <= capacity) break
        known.delete(oldest)
      }
    } else known.delete(ticket)
    return opened
  }
}
