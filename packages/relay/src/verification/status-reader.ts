// Reads the status of a verification from Tencent with few calls: one read at a time, the text part first, the part with
// the intention's verdict only if needed, and none before the last answer can have changed.
import { finalizationGraceMs, hostedPageTtlMs } from '../lifetimes.js'
import type { CachedResult, CacheEntry, ResultCache } from '../store/result-cache.js'
import { type CallOrder, rank } from '../tencent/call-queue.js'
import type { TencentClient } from '../tencent/client.js'
import { type DetectFacts, detectFacts } from '../tencent/detect-info.js'
import { ProviderError } from '../tencent/errors.js'
import type { Verification } from '../tokens/ticket.js'
import { intentionToRead, type Verdict, verdict } from './verdict.js'

export interface Reading extends Verdict {
  /** Milliseconds until another read can bring something new; 0 when final. */
  nextPollAfterMs: number
  /** Names of the query parameters with which the browser came back, if a relay of this cache saw it. */
  returned?: string[] | undefined
}

export type StatusReader = ReturnType<typeof createStatusReader>

export interface StatusReaderOptions {
  client: TencentClient
  cache: ResultCache
  now: () => number
  /** Called with each verdict that differs from the one before. */
  onVerdict?: (verdict: Verdict, verification: Verification) => void
  /** Called when a browser comes back, once in ten seconds per verification. */
  onReturn?: (id: string) => void
}

const minReadIntervalMs = 1_000
const maxPendingMs = 5_000
const openIntentionMs = 10_000
const maxFailureMs = 60_000
/** How long a read waits for its turn before the last known status is returned. */
const patienceMs = { returned: 4_000, rest: 1_000 }
/** After a return Tencent may need a moment: reads within this time go before those of others. */
const returnLeadMs = 5_000
/** A second return within this time changes nothing. */
const returnIntervalMs = 10_000

export function createStatusReader(options: StatusReaderOptions) {
  const { client, cache, now, onVerdict, onReturn } = options
  const inFlight = new Map<string, Promise<CachedResult>>()

  async function ask(
    verification: Verification,
    last: CachedResult | undefined,
    order: CallOrder,
  ): Promise<CachedResult> {
    const readAt = now()
    const read = await readFacts(client, verification, order)
    // After Tencent has deleted the result, the last facts stay true.
    const facts = read ?? last?.facts
    const judged = verdict(verification, facts, readAt)
    const before = last && verdict(verification, last.facts, last.readAt)
    const kept = await cache.put(verification.id, {
      facts,
      passed: judged.status === 'passed',
      readAt,
      freshUntil: readAt + freshMs(judged, facts, verification.startedAt, readAt),
    })
    const { status, final, reason } = judged
    if (status !== before?.status || final !== before.final || reason !== before.reason)
      onVerdict?.(judged, verification)
    return kept
  }

  return {
    /** @throws {ProviderError} if the call fails for another reason than a limit. */
    async read(verification: Verification): Promise<Reading> {
      const { id, startedAt } = verification
      const entry = await cache.get(id)
      let result = entry.result ?? nothingYet(startedAt)
      let retryAfterMs = 0
      if (now() >= freshUntilOf(entry, now())) {
        const order = orderOf(verification, entry, now())
        // A user who has returned does not wait for a read that still has its turn to come.
        const key = `${order.rank} ${id}`
        let asking = inFlight.get(key)
        if (asking === undefined) {
          asking = ask(verification, entry.result, order).finally(() => inFlight.delete(key))
          inFlight.set(key, asking)
        }
        try {
          result = await asking
        } catch (error) {
          if (!(error instanceof ProviderError) || error.fault !== 'busy') throw error
          retryAfterMs = Math.min(Math.max(error.retryAfterMs ?? 0, maxPendingMs), openIntentionMs)
        }
      }
      // At the time of the call: an answer from before the end cannot be final.
      const judged = verdict(verification, result.facts, result.readAt)
      const freshUntil = freshUntilOf({ ...entry, result }, now())
      const wait = Math.max(freshUntil - now(), retryAfterMs, minReadIntervalMs)
      const returned = entry.returnParameters?.split(',').filter(Boolean)
      return { ...judged, returned, nextPollAfterMs: judged.final ? 0 : wait }
    },
    /** Marks that the browser came back, so that the next read is one of the first and does not use an older answer. */
    async returned(id: string, query?: unknown): Promise<void> {
      const { returnedAt = 0 } = await cache.get(id)
      if (now() < returnedAt + returnIntervalMs) return
      await cache.markReturned(id, now(), parameterNames(query))
      onReturn?.(id)
    },
  }
}

/** The client chooses the query, so only plain names are kept, and no value. */
function parameterNames(query: unknown): string {
  const names = Object.keys(Object(query)).slice(0, 10)
  return names.map((name) => (/^[A-Za-z_]{1,32}$/.test(name) ? name : '(other)')).join(',')
}

function nothingYet(startedAt: number): CachedResult {
  return { facts: undefined, passed: false, readAt: startedAt, freshUntil: startedAt }
}

/** Until when the last answer is used without another call. */
function freshUntilOf({ result, returnedAt = 0 }: CacheEntry, now: number): number {
  if (result === undefined) return 0
  const { passed, readAt, freshUntil } = result
  if (passed) return Number.POSITIVE_INFINITY
  const returnedSince = readAt < returnedAt && returnedAt <= now
  return returnedSince ? Math.min(freshUntil, readAt + minReadIntervalMs) : freshUntil
}

function orderOf(
  { id, startedBy, starter, startedAt }: Verification,
  { result, returnedAt = 0 }: CacheEntry,
  now: number,
): CallOrder {
  const lastAnswer = result?.readAt ?? startedAt
  const returned = returnedAt > 0 && returnedAt <= now && lastAnswer < returnedAt + returnLeadMs
  return {
    rank: returned ? rank.returned : rank.rest,
    // A back end starts for many users: each of them counts for itself.
    starter: startedBy === 'merchant' ? id : starter,
    ageMs: now - lastAnswer,
    waitMs: returned ? patienceMs.returned : patienceMs.rest,
  }
}

/** @returns undefined if Tencent has no result under this BizToken, or no longer. */
async function readFacts(
  client: TencentClient,
  verification: Verification,
  order: CallOrder,
): Promise<DetectFacts | undefined> {
  const { id, bizToken: BizToken, ruleId: RuleId } = verification
  const call = async (InfoType: string, turn?: CallOrder) => {
    const parameters = { BizToken, RuleId, InfoType }
    return detectFacts(await client.call('GetDetectInfoEnhanced', parameters, { order: turn }))
  }
  try {
    const face = await call('1', order)
    // Each answer must be about this verification.
    if (face.extra !== undefined && face.extra !== id) return face
    const mode = intentionToRead(verification, face)
    if (mode === undefined) return face
    // What the second answer leaves out stays as in the first.
    return { ...face, ...(await call(mode === 'reading' ? '15' : '16')) }
  } catch (error) {
    if (error instanceof ProviderError && isGone(error)) return undefined
    throw error
  }
}

/** A BizToken or RuleId that Tencent refuses on a read is one that it no longer has. */
function isGone({ fault, providerCode }: ProviderError): boolean {
  return (
    fault === 'gone' ||
    providerCode === 'InvalidParameter' ||
    /\.RuleId(NotExist|Disabled)$/.test(providerCode)
  )
}

/** How long an answer that is no pass stays good without another call. */
function freshMs(
  { status, final }: Verdict,
  facts: DetectFacts | undefined,
  startedAt: number,
  readAt: number,
): number {
  if (final) return maxFailureMs
  // 1 s at first, growing to 5 s within five minutes. The start may have the clock of another relay.
  let interval = Math.min(maxPendingMs, minReadIntervalMs + Math.max(0, readAt - startedAt) / 75)
  if (status === 'failed') interval = maxPendingMs
  // The face has passed and the intention is open: its part of the answer is large.
  if (facts?.faceCode === 0) interval = openIntentionMs
  const end = startedAt + hostedPageTtlMs + finalizationGraceMs
  return Math.max(0, Math.min(interval, end - readAt))
}
