/**
 * One BizToken and what has happened to it. A passed face stays passed; a caller who tries to unpass it
 * is told so.
 */
import { faceCodes } from '../codes/face-codes.js'
import { SandboxError } from '../errors.js'
import type { Rule } from '../rules.js'
import type { DetectAuthParameters } from './detect-auth-parameters.js'
import type { MagicOutcome } from './magic.js'
import type { OmittableField, Outcome } from './outcome.js'
import type { Person } from './person.js'

export interface Verification {
  readonly bizToken: string
  readonly ruleId: string
  readonly rule: Rule
  readonly request: DetectAuthParameters
  readonly createdAt: number
  readonly person: Person
  readonly magic: MagicOutcome | undefined
  /** Liveness attempts, oldest first. Failures before the camera are not among them. */
  readonly attempts: Attempt[]
  /** The hosted page works until then. */
  openUntil: number
  /** The ID card has been read. */
  cardRead: boolean
  /** `Text.ErrCode`; null as long as nothing is decided. */
  face: number | null
  /** Code of the intention; null as long as it is not decided. */
  intention: number | null
  livenessTags: readonly string[] | null
  omit: readonly OmittableField[]
}

export interface Attempt {
  at: number
  sequence: string
  code: number
  similarity: string | null
}

export const retentionMs = 3 * 24 * 3_600_000

export function scansIdCard({ rule }: Verification): boolean {
  return rule.identity === 'captured' || rule.scansIdCard !== false
}

export function finished({ face, intention, rule }: Verification): boolean {
  return face === 0 && (rule.intention === undefined || intention === 0)
}

/** Plays the user in one go. */
export function finish(verification: Verification, outcome: Outcome, now: number): void {
  const { face = 0, intention = verification.rule.intention ? 0 : null } = outcome
  if (verification.face === 0 && face !== 0)
    throw new SandboxError('face_passed', 'this BizToken has passed the face already')
  if (intention !== null && !verification.rule.intention)
    throw new SandboxError('intention_unexpected', 'the rule of this BizToken has no intention')
  verification.omit = outcome.omit ?? verification.omit
  verification.livenessTags = outcome.livenessTags ?? verification.livenessTags
  if (face !== null && verification.face !== 0) {
    if (scansIdCard(verification)) verification.cardRead = !endsBeforeCamera(face)
    recordFace(verification, face, now, outcome.similarity)
  }
  if (verification.face === 0 && intention !== null) verification.intention = intention
}

export function recordFace(
  verification: Verification,
  code: number,
  now: number,
  similarity = usualSimilarity(code),
): void {
  verification.face = code
  if (endsBeforeCamera(code)) return
  const number = String(verification.attempts.length + 1).padStart(4, '0')
  const sequence = `${verification.bizToken.slice(0, -4)}${number}`.toLowerCase()
  verification.attempts.push({ at: now, sequence, code, similarity })
}

function endsBeforeCamera(code: number): boolean {
  return ['call', 'token', 'card'].includes(faceCodes[code]?.stage ?? 'live')
}

function usualSimilarity(code: number): string | null {
  if (code === 0) return '97.35'
  return code === 2016 ? '43.21' : null
}
