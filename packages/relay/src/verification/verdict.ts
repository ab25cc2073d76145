// Decides what is true of a verification. Passed needs proof; everything unknown is never passed.
import type { IntentionMode, ReasonCode, Status } from '@faceid-h5/protocol'
import { finalizationGraceMs, hostedPageTtlMs } from '../lifetimes.js'
import type { DetectFacts } from '../tencent/detect-info.js'
import { faceReason, intentionReason } from './reason-codes.js'

export interface Verdict {
  status: Status
  /** The status cannot change any more. */
  final: boolean
  reason?: ReasonCode
}

export interface Asked {
  /** The verification's id, which went to Tencent as `Extra`. */
  id: string
  /** The kind of intention that was asked at the start, if any. */
  intention?: IntentionMode
  /** Milliseconds since 1970. */
  startedAt: number
}

/** @param facts undefined where Tencent knows nothing (yet, or any more). */
export function verdict(asked: Asked, facts: DetectFacts | undefined, now: number): Verdict {
  const finding = facts === undefined ? 'unfinished' : judge(asked, facts)
  // A pass is a pass; nothing takes it back.
  if (finding === 'passed') return { status: 'passed', final: true }
  // A failed attempt may be repeated on the same hosted page while it is open, and one under way may end later (D 103606).
  const final = now >= asked.startedAt + hostedPageTtlMs + finalizationGraceMs
  if (finding !== 'unfinished') return { status: 'failed', final, reason: finding }
  return { status: final ? 'expired' : 'pending', final }
}

type Finding = 'passed' | 'unfinished' | ReasonCode

function judge(asked: Asked, facts: DetectFacts): Finding {
  // The second lock: the first is that the BizToken comes from our own ticket.
  if (facts.extra !== undefined && facts.extra !== asked.id) return 'unknown'
  if (facts.faceCode === undefined) return 'unfinished'
  if (facts.faceCode !== 0) return outcome(faceReason(facts.faceCode, facts.livenessTags))
  if (asked.intention !== undefined) return judgeIntention(facts, asked.intention)
  // Nothing was asked. What was done all the same (set up in the console) has to have passed too.
  if (facts.intentionDone === false) return 'passed'
  if (facts.intentionDone === undefined && facts.intentionMode === undefined) {
    // Unused parts hold nulls or zeros; anything else says that something was done and did not pass.
    return Object.values(facts.intentionCodes).every((code) => code === 0) ? 'passed' : 'unknown'
  }
  return judgeIntention(facts, facts.intentionMode)
}

function judgeIntention(
  facts: DetectFacts,
  expected: IntentionMode | 'unreadable' | undefined,
): Finding {
  // Asked for, but this RuleId does not do it: only the merchant can mend that.
  if (facts.intentionDone === false) return 'merchant_misconfigured'
  if (facts.intentionMode === 'unreadable' || expected === 'unreadable') return 'unknown'
  // Result objects of unused modes may be present, even with a 0 in them: only the type says which one counts.
  if (facts.intentionMode === undefined || expected === undefined) return 'unfinished'
  if (facts.intentionMode !== expected) return 'merchant_misconfigured'
  const code = facts.intentionCodes[expected]
  if (code === undefined) return 'unfinished'
  return code === 0 ? 'passed' : outcome(intentionReason(expected, code))
}

function outcome(reason: ReasonCode): Finding {
  // "Not finished" and "token expired" say that there is no result, not that somebody failed.
  return reason === 'not_finished' || reason === 'session_over' ? 'unfinished' : reason
}

/** Whether the verdict still needs the part of the answer that carries the intention's verdict, and which mode's. */
export function intentionToRead(asked: Asked, face: DetectFacts): IntentionMode | undefined {
  if (face.faceCode !== 0) return undefined
  if (asked.intention !== undefined)
    return face.intentionDone === false ? undefined : asked.intention
  return face.intentionMode === 'unreadable' ? undefined : face.intentionMode
}
