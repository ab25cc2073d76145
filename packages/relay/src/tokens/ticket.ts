// The ticket: an encrypted verification. The starter gets it; it reads that verification and nothing else.
import type { IntentionMode, Mode } from '@faceid-h5/protocol'
import { tokenKind } from './encryption.js'
import { optional, shapeOf } from './shape.js'

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

export const modes: readonly Mode[] = ['native', 'overlay']
export const intentionModes: readonly IntentionMode[] = ['reading', 'questions', 'nod']

export const tickets = tokenKind(
  'ticket',
  shapeOf<Verification>({
    id: 'string',
    bizToken: 'string',
    ruleId: 'string',
    scene: 'string',
    reference: 'string',
    mode: modes,
    startedBy: ['browser', 'merchant'],
    starter: 'string',
    handoff: 'boolean',
    identity: ['supplied', 'captured'],
    intention: optional(shapeOf({ mode: intentionModes, digest: 'string' })),
    consent: optional(shapeOf({ version: 'string', at: 'number' })),
    startedAt: 'number',
    sandbox: 'boolean',
  }),
)
