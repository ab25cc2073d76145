// The evidence handle in a result token: with the merchant's API key it reads the evidence from Tencent.
import type { IntentionMode, Mode } from '@faceid-h5/protocol'
import { hasMembers, tokenKind } from './encryption.js'
import { isIntentionMode } from './ticket.js'

export interface EvidenceHandle {
  bizToken: string
  ruleId: string
  scene: string
  mode: Mode
  /** The requested kind of intention: its recordings are in a part of their own. */
  intention?: IntentionMode | undefined
  sandbox: boolean
}

export const evidenceHandles = tokenKind('evidence', isEvidenceHandle)

function isEvidenceHandle(value: unknown): value is EvidenceHandle {
  const types = {
    bizToken: 'string',
    ruleId: 'string',
    scene: 'string',
    sandbox: 'boolean',
  } as const
  if (!hasMembers(value, types)) return false
  const { mode, intention } = value
  return (
    (mode === 'native' || mode === 'overlay') &&
    (intention === undefined || isIntentionMode(intention))
  )
}
