// The evidence handle in a result token: with the merchant's API key it reads the evidence from Tencent.
import type { IntentionMode, Mode } from '@faceid-h5/protocol'
import { tokenKind } from './encryption.js'
import { optional, shapeOf } from './shape.js'
import { intentionModes, modes } from './ticket.js'

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
