// The evidence handle in a result token: with the merchant's API key it reads the evidence from Tencent.
import type { IntentionMode, Mode } from '@faceid-h5/protocol'
import { retentionMs } from '../lifetimes.js'
import { type Decrypted, decryptAs, encrypt, hasMembers } from './encryption.js'
import type { RelayKeys } from './keys.js'
import { isIntentionMode, type Verification } from './ticket.js'

export interface EvidenceHandle {
  bizToken: string
  ruleId: string
  scene: string
  mode: Mode
  /** The requested kind of intention: its recordings are in a part of their own. */
  intention?: IntentionMode
  sandbox: boolean
}

export function encryptEvidenceHandle(keys: RelayKeys, verification: Verification): string {
  const { bizToken, ruleId, scene, mode, intention, startedAt, sandbox } = verification
  const value: EvidenceHandle = {
    bizToken,
    ruleId,
    scene,
    mode,
    ...(intention === undefined ? {} : { intention: intention.mode }),
    sandbox,
  }
  return encrypt(keys, 'evidence', { value, expiresAt: startedAt + retentionMs })
}

export function decryptEvidenceHandle(
  keys: RelayKeys,
  handle: string,
  now: number,
): Decrypted<EvidenceHandle> {
  return decryptAs(isEvidenceHandle, keys, 'evidence', handle, now)
}

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
