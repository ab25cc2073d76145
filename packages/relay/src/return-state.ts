// The state in the RedirectUrl: where the browser goes back to. It travels through Tencent and WeChat, so it is sealed and short.
import type { KeyRing } from './key-ring.js'
import { type Opened, open, seal } from './sealed-text.js'
import { keptFor } from './verification-clock.js'

export interface ReturnState {
  id: string
  scene: string
  /** To the letter as the merchant's page gave it. */
  returnUrl: string
  handoff: boolean
}

export function sealReturnState(keys: KeyRing, state: ReturnState, startedAt: number): string {
  const { id, scene, returnUrl, handoff } = state
  return seal(keys, 'return-state', {
    value: [id, scene, returnUrl, handoff ? 1 : 0],
    expiresAt: startedAt + keptFor,
  })
}

export function openReturnState(keys: KeyRing, text: string, now: number): Opened<ReturnState> {
  const opened = open<[string, string, string, 0 | 1]>(keys, 'return-state', text, now)
  if (!opened.ok) return opened
  const [id, scene, returnUrl, handoff] = opened.value
  return { ok: true, value: { id, scene, returnUrl, handoff: handoff === 1 } }
}
