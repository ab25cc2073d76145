// Signs the result token: a statement about a final verification, for the merchant's back end.
import { sign } from 'node:crypto'
import type { ReasonCode, ResultClaims } from '@faceid-h5/protocol'
import { resultTokenTtlMs, retentionMs } from '../lifetimes.js'
import { evidenceHandles } from './evidence-handle.js'
import type { PublicJwk, RelayKeys } from './keys.js'
import type { Verification } from './ticket.js'

export interface FinalResult {
  status: ResultClaims['status']
  reason?: ReasonCode | undefined
}

/** @returns a compact JWS (RFC 7515, 7.1) of about 900 characters, signed with Ed25519 (RFC 8037). */
export function mintResultToken(
  keys: RelayKeys,
  issuer: string,
  verification: Verification,
  { status, reason }: FinalResult,
  now: number,
): string {
  const { bizToken, ruleId, scene, mode, sandbox, startedAt, intention, consent } = verification
  const handle = { bizToken, ruleId, scene, mode, intention: intention?.mode, sandbox }
  const issuedAt = seconds(now)
  const claims: ResultClaims = {
    iss: issuer,
    aud: scene,
    sub: verification.reference,
    jti: verification.id,
    iat: issuedAt,
    exp: issuedAt + resultTokenTtlMs / 1_000,
    use_until: seconds(startedAt + retentionMs),
    status,
    ...(reason && { reason }),
    mode,
    started_by: verification.startedBy,
    handoff: verification.handoff,
    identity: verification.identity,
    ...(intention && { intention }),
    ...(consent && { consent: { ...consent, at: seconds(consent.at) } }),
    sandbox,
    evidence: evidenceHandles.encrypt(keys, handle, startedAt),
  }
  const { kid, privateKey } = keys.current.signing
  const header = { alg: 'EdDSA', typ: 'faceid-result+jwt', kid }
  const signed = `${encoded(header)}.${encoded(claims)}`
  // Without a library: jose signs through WebCrypto and its threads at more than twice the cost.
  return `${signed}.${sign(null, Buffer.from(signed), privateKey).toString('base64url')}`
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}

/** The body of `/.well-known/jwks.json`: the public half of every key that may have signed. */
export function jwks(keys: RelayKeys): { keys: PublicJwk[] } {
  return { keys: keys.all.map((key) => key.signing.publicJwk) }
}

function seconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1_000)
}
