import type { Mode } from './environment.js'
import type { IntentionMode } from './intention.js'
import type { ReasonCode } from './reason.js'
import type { Status } from './verification.js'

/**
 * Claims of a result token: a JWS (compact, `alg: EdDSA`, `typ: faceid-result+jwt`) about a final verification.
 * No name, number, image, similarity or BizToken in clear. Times are seconds since 1970 (NumericDate).
 */
export interface ResultClaims {
  /** The relay's `publicUrl`. */
  iss: string
  /** The scene. */
  aud: string
  /** The reference. */
  sub: string
  /** The verification's id: the same in every token about this verification. */
  jti: string
  iat: number
  /** Ten minutes after `iat`. */
  exp: number
  /** Until when the result may be used, once. */
  use_until: number
  status: Exclude<Status, 'pending'>
  /** Why not, where the status is not `passed`. */
  reason?: ReasonCode
  mode: Mode
  started_by: 'browser' | 'merchant'
  handoff: boolean
  /** `supplied`: it is the person whose name and number the back end sent. `captured`: it is somebody, see the evidence. */
  identity: 'supplied' | 'captured'
  /** What was asked; `digest` as described at `Intention`. */
  intention?: { mode: IntentionMode; digest: string }
  /** What the user agreed to, and when the relay was told. */
  consent?: { version: string; at: number }
  /** True when Tencent was not asked but a sandbox. */
  sandbox: boolean
  /** Sealed handle: the merchant's API key reads the evidence with it. */
  evidence: string
}
