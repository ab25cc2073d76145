// Decides the status of a verification. `passed` needs proof; anything unknown is never passed.
import type { IntentionMode, ReasonCode, Status } from '@faceid-h5/protocol'
import { finalizationGraceMs, hostedPageTtlMs } from '../lifetimes.js'
import type { DetectFacts } from '../tencent/detect-info.js'
import type { Verification } from '../tokens/ticket.js'
import { faceReason, intentionReason } from './reason-codes.js'

export interface Verdict {
  status: Status
  /** The status cannot change any more. */
  final: boolean
  reason?: ReasonCode
}

/** The id went to Tencent as `Extra`. */
type Asked = Pick<Verification, 'id' | 'startedAt'> & { intention?: { mode: IntentionMode } }

/** @param facts undefined if Tencent has no result, not yet or no longer. */
export function verdict(asked: Asked, facts: DetectFacts | undefined, now: number): Verdict {
  const finding = facts === undefined ? 'unfinished' : judge(asked, facts)
  // A pass is final at once.
  if (finding === 'passed') return { status: 'passed', final: true }
  // A failed attempt may be repeated on the same hosted page, and an attempt in progress may end later (D 103606).
  const final = now >= asked.startedAt + hostedPageTtlMs + finalizationGraceMs
  if (finding !== 'unfinished') return { status: 'failed', final, reason: finding }
  return { status: final ? 'expired' : 'pending', final }
}

type Finding = 'passed' | 'unfinished' | ReasonCode

function judge(asked: Asked, facts: DetectFacts): Finding {
  // The second lock. The first one: the BizToken comes from a ticket that this relay encrypted.
  if (facts.extra !== undefined && facts.extra !== asked.id) return 'unknown'
  if (facts.faceCode === undefined) return 'unfinished'
  if (facts.faceCode !== 0) return outcome(faceReason(facts.faceCode, facts.livenessTags))
  if (asked.intention !== undefined) return judgeIntention(facts, asked.intention.mode)
  // None was requested. An intention performed all the same (set up in the console) must have passed too.
  if (facts.intentionDone === false) return 'passed'
  if (facts.intentionDone === undefined && facts.intentionMode === undefined) {
    // Unused parts hold nulls or zeros; any other code is that of an intention that did not pass.
    return Object.values(facts.intentionCodes).every((code) => code === undefined || code === 0)
      ? 'passed'
      : 'unknown'
  }
  return judgeIntention(facts, facts.intentionMode)
}

function judgeIntention(
  facts: DetectFacts,
  expected: IntentionMode | 'unreadable' | undefined,
): Finding {
  // Requested, but this RuleId does not perform it: only the merchant can fix that.
  if (facts.intentionDone === false) return 'merchant_misconfigured'
  if (facts.intentionMode === 'unreadable' || expected === 'unreadable') return 'unknown'
  // Result objects of unused modes may be present, even with a 0: only the type tells which one counts.
  if (facts.intentionMode === undefined || expected === undefined) return 'unfinished'
  if (facts.intentionMode !== expected) return 'merchant_misconfigured'
  const code = facts.intentionCodes[expected]
  if (code === undefined) return 'unfinished'
  return code === 0 ? 'passed' : outcome(intentionReason(expected, code))
}

function outcome(reason: ReasonCode): Finding {
  // "Not finished" and "token expired" mean that there is no result, not a failed one.
  return reason === 'not_finished' || reason === 'session_over' ? 'unfinished' : reason
}

/** @returns the mode whose part of the answer the verdict still needs, if any. */
export function intentionToRead(asked: Asked, face: DetectFacts): IntentionMode | undefined {
  if (face.faceCode !== 0) return undefined
  if (asked.intention !== undefined)
    return face.intentionDone === false ? undefined : asked.intention.mode
  return face.intentionMode === 'unreadable' ? undefined : face.intentionMode
}
