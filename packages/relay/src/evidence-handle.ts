// The evidence handle in a result token: with the merchant's API key it reads the material at Tencent.
import type { IntentionMode, Mode } from '@faceid-h5/protocol'
import type { KeyRing } from './key-ring.js'
import { type Opened, open, seal } from './sealed-text.js'
import type { Verification } from './ticket.js'
import { keptFor } from './verification-clock.js'

export interface EvidenceHandle {
  bizToken: string
  ruleId: string
  scene: string
  mode: Mode
  /** The kind of intention that was asked: its recordings are in a part of their own. */
  intention?: IntentionMode
}

export function sealEvidenceHandle(keys: KeyRing, verification: Verification): string {
  const { bizToken, ruleId, scene, mode, intention, startedAt } = verification
  const value: EvidenceHandle = {
    bizToken,
    ruleId,
    scene,
    mode,
    ...(intention === undefined ? {} : { intention: intention.mode }),
  }
  return seal(keys, 'evidence', { value, expiresAt: startedAt + keptFor })
}

export function openEvidenceHandle(
  keys: KeyRing,
  handle: string,
  now: number,
): Opened<EvidenceHandle> {
  return open(keys, 'evidence', handle, now)
}
