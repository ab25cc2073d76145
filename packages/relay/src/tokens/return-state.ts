// The state in the RedirectUrl: where the browser goes back to. It travels through Tencent and WeChat, so it is sealed and short.

import { retentionMs } from '../lifetimes.js'
import { type Decrypted, decrypt, encrypt } from './encryption.js'
import type { RelayKeys } from './keys.js'

export interface ReturnState {
  id: string
  scene: string
  /** To the letter as the merchant's page gave it. */
  returnUrl: string
  handoff: boolean
}

export function encryptReturnState(keys: RelayKeys, state: ReturnState, startedAt: number): string {
  const { id, scene, returnUrl, handoff } = state
  return encrypt(keys, 'return-state', {
    value: [id, scene, returnUrl, handoff ? 1 : 0],
    expiresAt: startedAt + retentionMs,
  })
}

export function decryptReturnState(
  keys: RelayKeys,
  text: string,
  now: number,
): Decrypted<ReturnState> {
  const opened = decrypt<[string, string, string, 0 | 1]>(keys, 'return-state', text, now)
  if (!opened.ok) return opened
  const [id, scene, returnUrl, handoff] = opened.value
  return { ok: true, value: { id, scene, returnUrl, handoff: handoff === 1 } }
}
