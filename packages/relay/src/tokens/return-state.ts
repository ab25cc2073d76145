// The state in the RedirectUrl: the address to return to. It passes through Tencent and WeChat, so it is encrypted and short.
import { retentionMs } from '../lifetimes.js'
import { type Decrypted, decryptAs, encrypt } from './encryption.js'
import type { RelayKeys } from './keys.js'

export interface ReturnState {
  id: string
  scene: string
  /** Exactly as the merchant's page sent it. */
  returnUrl: string
  handoff: boolean
}

export function encryptReturnState(keys: RelayKeys, state: ReturnState, startedAt: number): string {
  const { id, scene, returnUrl, handoff } = state
  const value: Fields = [id, scene, returnUrl, handoff ? 1 : 0]
  return encrypt(keys, 'return-state', { value, expiresAt: startedAt + retentionMs })
}

export function decryptReturnState(
  keys: RelayKeys,
  text: string,
  now: number,
): Decrypted<ReturnState> {
  const opened = decryptAs(isFields, keys, 'return-state', text, now)
  if (!opened.ok) return opened
  const [id, scene, returnUrl, handoff] = opened.value
  return { ok: true, value: { id, scene, returnUrl, handoff: handoff === 1 } }
}

type Fields = [id: string, scene: string, returnUrl: string, handoff: 0 | 1]

function isFields(value: unknown): value is Fields {
  if (!Array.isArray(value) || value.length !== 4) return false
  return (
    value.slice(0, 3).every((part) => typeof part === 'string') &&
    (value[3] === 0 || value[3] === 1)
  )
}
