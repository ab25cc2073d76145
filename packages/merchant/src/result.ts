import type { IntentionMode, Mode, ReasonCode, ResultClaims } from '@faceid-h5/protocol'

/** What a verified token establishes. There is no other way to one than `verify`. */
export interface Result {
  /** The verification's id. */
  id: string
  reference: string
  scene: string
  status: 'passed' | 'failed' | 'expired'
  /** Why not, where the status is not `passed`. */
  reason?: ReasonCode
  mode: Mode
  startedBy: 'browser' | 'merchant'
  /** `supplied`: the person whose name and number the back end sent. `captured`: somebody; the evidence says who. */
  identity: 'supplied' | 'captured'
  handoff: boolean
  /** Which words were asked, as their digest. */
  intention?: { mode: IntentionMode; digest: string }
  consent?: { version: string; at: Date }
  sandbox: boolean
  /** Reads the evidence at the relay, with the API key. Keep it with the order. */
  evidence: string
  issuedAt: Date
  /** After this moment the result is refused. */
  useUntil: Date
}

export interface PassedResult extends Result {
  status: 'passed'
}

export function resultOf(claims: ResultClaims): Result {
  return {
    id: claims.jti,
    reference: claims.sub,
    scene: claims.aud,
    status: claims.status,
    ...(claims.reason !== undefined && { reason: claims.reason }),
    mode: claims.mode,
    startedBy: claims.started_by,
    identity: claims.identity,
    handoff: claims.handoff,
    ...(claims.intention && { intention: claims.intention }),
    ...(claims.consent && {
      consent: { version: claims.consent.version, at: dateOf(claims.consent.at) },
    }),
    sandbox: claims.sandbox,
    evidence: claims.evidence,
    issuedAt: dateOf(claims.iat),
    useUntil: dateOf(claims.use_until),
  }
}

export function dateOf(seconds: number): Date {
  return new Date(seconds * 1000)
}
