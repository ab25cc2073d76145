// The state in the RedirectUrl: the address to return to. It passes through Tencent and WeChat, so it is encrypted and short.
import { tokenKind } from './encryption.js'

/** `returnUrl` is exactly as the merchant's page sent it. */
type ReturnState = [id: string, scene: string, returnUrl: string, handoff: 0 | 1]

export const returnStates = tokenKind('return-state', (value): value is ReturnState => {
  if (!Array.isArray(value) || value.length !== 4) return false
  const [handoff] = value.slice(3)
  return (
    value.slice(0, 3).every((part) => typeof part === 'string') && (handoff === 0 || handoff === 1)
  )
})
