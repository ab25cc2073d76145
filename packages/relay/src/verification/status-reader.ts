// Reads what Tencent knows of a verification, sparingly: one read at a time for each, text first, then only the part
// that carries the intention's verdict, not again before the last answer is old enough to have changed, and never more
// than the budget allows.

import { finalizationGraceMs, hostedPageTtlMs, retentionMs } from '../lifetimes.js'
import type { CachedResult, ResultCache } from '../store/result-cache.js'
import type { TencentClient } from '../tencent/client.js'
import { type DetectFacts, detectFacts } from '../tencent/detect-info.js'
import { ProviderError } from '../tencent/errors.js'
import type { Budget } from '../tencent/read-budget.js'
import type { Verification } from '../tokens/ticket.js'
import { type Asked, intentionToRead, type Verdict, verdict } from './verdict.js'

export interface Reading extends Verdict {
  /** Milliseconds until asking again can bring something new; 0 when final. */
  nextPollAfterMs: number
}

export interface StatusReader {
  /** @throws {ProviderError} where Tencent can't be asked and nothing is known from before. */
  read(verification: Verification): Promise<Reading>
  /** The browser came back: something has happened, so what is known is old after a second. */
  returned(id: string): Promise<void>
}

export interface ResultReaderOptions {
  client: TencentClient
  known: ResultCache
  budget: Budget
  now: () => number
  /** Told once for each verdict that was not known before. */
  onVerdict?: (verdict: Verdict) => void
}

/** What no second reader may make more of. */
const minReadIntervalMs = 1_000
const longestPending = 5_000
const longestFailure = 60_000

export function createStatusReader(options: ResultReaderOptions): StatusReader {
  const { client, known, budget, now, onVerdict } = options
  const inFlight = new Map<string, Promise<CachedResult>>()

  async function latest(verification: Verification): Promise<CachedResult> {
    const last = await known.get(verification.id)
    if (last !== undefined && now() < last.freshUntil) return last
    let asking = inFlight.get(verification.id)
    if (asking === undefined) {
      asking = ask(verification, last).finally(() => inFlight.delete(verification.id))
      inFlight.set(verification.id, asking)
    }
    return asking
  }

  async function ask(
    verification: Verification,
    last: CachedResult | undefined,
  ): Promise<CachedResult> {
    if (!(await budget.take(verification))) {
      if (last !== undefined) return last
      throw new ProviderError('busy', 'BudgetSpent')
    }
    // Once Tencent has forgotten the token, what was known before stays true.
    const facts = (await readFacts(client, verification)) ?? last?.facts
    const readAt = now()
    const keepUntil = verification.startedAt + retentionMs
    const judged = verdict(askedOf(verification), facts, readAt)
    const freshUntil =
      judged.status === 'passed'
        ? keepUntil
        : freshUntilOf(judged, facts, verification.startedAt, readAt)
    const result = { facts, readAt, freshUntil }
    known.set(verification.id, result, keepUntil)
    const before =
      last === undefined ? undefined : verdict(askedOf(verification), last.facts, readAt)
    if (judged.status !== before?.status || judged.reason !== before.reason) onVerdict?.(judged)
    return result
  }

  return {
    async read(verification) {
      const { facts, readAt, freshUntil } = await latest(verification)
      // By the time at which Tencent was asked: what is known from before the end says nothing final about after it.
      const judged = verdict(askedOf(verification), facts, readAt)
      const left = freshUntil - now()
      // No longer fresh: the budget is spent, and asking soon would find it spent again.
      const wait = left > 0 ? Math.max(left, minReadIntervalMs) : longestPending
      return { ...judged, nextPollAfterMs: judged.final ? 0 : wait }
    },
    async returned(id) {
      const last = await known.get(id)
      if (last === undefined) return
      // What is fresh for so long is final and needs no second look.
      if (last.freshUntil - last.readAt >= longestFailure) return
      const freshUntil = Math.min(last.freshUntil, last.readAt + minReadIntervalMs)
      known.set(id, { ...last, freshUntil }, now() + retentionMs)
    },
  }
}

async function readFacts(
  client: TencentClient,
  verification: Verification,
): Promise<DetectFacts | undefined> {
  const { bizToken: BizToken, ruleId: RuleId } = verification
  const ask = async (InfoType: string) =>
    detectFacts(await client.call('GetDetectInfoEnhanced', { BizToken, RuleId, InfoType }))
  try {
    const face = await ask('1')
    const mode = intentionToRead(askedOf(verification), face)
    if (mode === undefined) return face
    const whole = await ask(mode === 'reading' ? '15' : '16')
    // What the first answer said of the intention stays said where the second leaves it out.
    return { ...face, ...whole }
  } catch (error) {
    // After its time Tencent no longer knows the token: there is nothing to know.
    if (error instanceof ProviderError && error.fault === 'gone') return undefined
    throw error
  }
}

/** Until when asking again is not worth a call. */
function freshUntilOf(
  { status, final }: Verdict,
  facts: DetectFacts | undefined,
  startedAt: number,
  readAt: number,
): number {
  if (final) return readAt + longestFailure
  // What was read before the end is not good beyond it.
  return Math.min(readAt + freshFor(), startedAt + hostedPageTtlMs + finalizationGraceMs)

  function freshFor(): number {
    // The face has passed, the intention is under way: its part of the answer is large.
    if (facts?.faceCode === 0) return 10_000
    if (status === 'failed') return 5_000
    // 1 s at first, growing to 5 s within five minutes.
    return Math.min(longestPending, minReadIntervalMs + (readAt - startedAt) / 75)
  }
}

function askedOf({ id, startedAt, intention }: Verification): Asked {
  return { id, startedAt, ...(intention === undefined ? {} : { intention: intention.mode }) }
}
