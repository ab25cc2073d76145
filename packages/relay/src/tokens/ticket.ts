// The encrypted texts of a verification: the starter's ticket, which reads that verification and nothing else, the
// evidence handle and the state of a return.
import type { IntentionMode, Mode } from '@faceid-h5/protocol'
import { optional, shapeOf, tokenKind } from './encryption.js'

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

const modes: readonly Mode[] = ['native', 'overlay']
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

/** In a result token: with the merchant's API key it reads the evidence from Tencent. */
export interface EvidenceHandle {
  bizToken: string
  ruleId: string
  scene: string
  mode: Mode
  /** The requested kind of intention: its recordings are in a part of their own. */
  intention?: IntentionMode | undefined
  sandbox: boolean
}

export const evidenceHandles = tokenKind(
  'evidence',
  shapeOf<EvidenceHandle>({
    bizToken: 'string',
    ruleId: 'string',
    scene: 'string',
    mode: modes,
    intention: optional(intentionModes),
    sandbox: 'boolean',
  }),
)

/**
 * In the RedirectUrl, which passes through Tencent and WeChat: short, and encrypted too. `returnUrl` is exactly as the
 * merchant's page sent it.
 */
type ReturnState = [id: string, scene: string, returnUrl: string, handoff: 0 | 1]

export const returnStates = tokenKind('return-state', (value): value is ReturnState => {
  if (!Array.isArray(value) || value.length !== 4) return false
  const [handoff] = value.slice(3)
  return (
    value.slice(0, 3).every((part) => typeof part === 'string') && (handoff === 0 || handoff === 1)
  )
})
