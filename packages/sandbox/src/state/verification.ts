/**
 * One BizToken and what has happened to it. A passed face stays passed; whoever tries to unpass it
 * is told so.
 */
import { faceCodes } from '../codes/face-codes.js'
import type { IntentionKind, Rule } from '../rules.js'
import type { DetectAuthParameters } from './detect-auth-parameters.js'
import type { OmittableField, Outcome } from './outcome.js'
import { createPerson, type Person } from './person.js'

export interface Verification {
  readonly bizToken: string
  readonly ruleId: string
  readonly rule: Rule
  readonly request: DetectAuthParameters
  readonly createdAt: number
  readonly person: Person
  /** Liveness attempts, oldest first. Failures before the camera are not among them. */
  readonly attempts: Attempt[]
  /** The hosted page works until then. */
  openUntil: number
  /** `Text.ErrCode`; null as long as nothing is decided. */
  face: number | null
  /** Code of the intention; null as long as it is not decided. */
  intention: number | null
  livenessTags: readonly string[] | null
  omit: readonly OmittableField[]
  page: PageProgress
}

export interface Attempt {
  at: number
  sequence: string
  code: number
  similarity: string | null
}

/** How far the hosted page has come. */
export interface PageProgress {
  environmentAccepted: boolean
  cardRead: boolean
  /** A failure that is still on screen. */
  failure: { step: 'card' | 'face' | 'intention'; code: number } | null
  left: boolean
}

export const openMs = 7_200_000
export const retentionMs = 3 * 24 * 3_600_000

export function createVerification(
  bizToken: string,
  rule: Rule,
  request: DetectAuthParameters,
  now: number,
): Verification {
  return {
    bizToken,
    ruleId: request.RuleId,
    rule,
    request,
    createdAt: now,
    person: createPerson(bizToken, request),
    attempts: [],
    openUntil: now + openMs,
    face: null,
    intention: null,
    livenessTags: null,
    omit: [],
    page: { environmentAccepted: false, cardRead: false, failure: null, left: false },
  }
}

/** The intention that this verification will ask for. */
export function intentionKind(verification: Verification): IntentionKind | undefined {
  return verification.rule.intention
}

export function finished(verification: Verification): boolean {
  if (verification.face !== 0) return false
  return intentionKind(verification) === undefined || verification.intention === 0
}

export function finish(verification: Verification, outcome: Outcome, now: number): void {
  const face = outcome.face === undefined ? 0 : outcome.face
  verification.omit = outcome.omit ?? verification.omit
  verification.livenessTags = outcome.livenessTags ?? verification.livenessTags
  if (verification.face === 0) {
    if (face !== 0) throw new Error('this BizToken has passed the face already')
  } else if (face !== null) {
    recordFace(verification, face, now, outcome.similarity)
  }
  if (verification.face !== 0) return
  if (intentionKind(verification) === undefined) {
    if (typeof outcome.intention === 'number') throw new Error('the rule has no intention')
  } else if (outcome.intention !== null) {
    recordIntention(verification, outcome.intention ?? 0)
  }
}

export function recordFace(
  verification: Verification,
  code: number,
  now: number,
  similarity?: string,
): void {
  verification.face = code
  verification.page.cardRead = !isBeforeCamera(code)
  if (isBeforeCamera(code)) return
  verification.attempts.push({
    at: now,
    sequence: `${verification.bizToken.slice(0, 8).toLowerCase()}-${verification.attempts.length + 1}`,
    code,
    similarity: similarity ?? usualSimilarity(code),
  })
}

export function recordIntention(verification: Verification, code: number): void {
  verification.intention = code
}

function isBeforeCamera(code: number): boolean {
  return ['call', 'token', 'card'].includes(faceCodes[code]?.stage ?? 'live')
}

function usualSimilarity(code: number): string | null {
  if (code === 0) return '97.35'
  return code === 2016 ? '43.21' : null
}
