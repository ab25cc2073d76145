// The evidence handle in a result token: with the merchant's API key it reads the material at Tencent.
import type { IntentionMode, Mode } from '@faceid-h5/protocol'
import { retentionMs } from '../lifetimes.js'
import { type Decrypted, decrypt, encrypt } from './encryption.js'
import type { RelayKeys } from './keys.js'
import type { Verification } from './ticket.js'

export interface EvidenceHandle {
  bizToken: string
  ruleId: string
  scene: string
  mode: Mode
  /** The kind of intention that was asked: its recordings are in a part of their own. */
  intention?: IntentionMode
}

export function encryptEvidenceHandle(keys: RelayKeys, verification: Verification): string {
  const { bizToken, ruleId, scene, mode, intention, startedAt } = verification
  const value: EvidenceHandle = {
    bizToken,
    ruleId,
    scene,
    mode,
    ...(intention === undefined ? {} : { intention: intention.mode }),
  }
  return encrypt(keys, 'evidence', { value, expiresAt: startedAt + retentionMs })
}

export function decryptEvidenceHandle(
  keys: RelayKeys,
  handle: string,
  now: number,
): Decrypted<EvidenceHandle> {
  return decrypt(keys, 'evidence', handle, now)
}
