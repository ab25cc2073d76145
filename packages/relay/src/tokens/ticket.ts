// The ticket: an encrypted verification. The starter gets it; it reads that verification and nothing else.
import type { IntentionMode, Mode } from '@faceid-h5/protocol'
import { hasMembers, tokenKind } from './encryption.js'

/** All data of a verification: no database keeps it. */
export interface Verification {
  id: string
  bizToken: string
  /** GetDetectInfoEnhanced needs it too, and the configuration may change after the start. */
  ruleId: string
  scene: string
  reference: string
  mode: Mode
  startedBy: 'browser' | 'merchant'
  /** Fingerprint of the client address or API key that started: each gets a fair share of the call budget. */
  starter: string
  handoff: boolean
  identity: 'supplied' | 'captured'
  intention?: { mode: IntentionMode; digest: string }
  consent?: { version: string; at: number }
  /** Milliseconds since 1970. */
  startedAt: number
  sandbox: boolean
}

export const tickets = tokenKind('ticket', isVerification)

function isVerification(value: unknown): value is Verification {
  const types = {
    id: 'string',
    bizToken: 'string',
    ruleId: 'string',
    scene: 'string',
    reference: 'string',
    starter: 'string',
    handoff: 'boolean',
    startedAt: 'number',
    sandbox: 'boolean',
  } as const
  if (!hasMembers(value, types)) return false
  const { mode, startedBy, identity, intention, consent } = value
  return (
    (mode === 'native' || mode === 'overlay') &&
    (startedBy === 'browser' || startedBy === 'merchant') &&
    (identity === 'supplied' || identity === 'captured') &&
    (intention === undefined ||
      (hasMembers(intention, { digest: 'string' }) && isIntentionMode(intention.mode))) &&
    (consent === undefined || hasMembers(consent, { version: 'string', at: 'number' }))
  )
}

export function isIntentionMode(value: unknown): value is IntentionMode {
  return value === 'reading' || value === 'questions' || value === 'nod'
}
