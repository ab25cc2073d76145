// Reads what Tencent knows of a verification, sparingly: one read at a time for each, text first, then only the part
// that carries the intention's verdict, and not again before the last answer is old enough to have changed.
import { type DetectFacts, detectFacts } from './detect-info.js'
import { ProviderError } from './provider-error.js'
import type { TencentClient } from './tencent-client.js'
import type { Verification } from './ticket.js'
import { type Asked, intentionToRead, type Verdict, verdict } from './verdict.js'

export interface Reading extends Verdict {
  /** Milliseconds until asking again can bring something new; 0 when final. */
  nextPollAfterMs: number
}

export interface ResultReader {
  /** @throws {ProviderError} where Tencent can't be asked and nothing is known from before. */
  read(verification: Verification): Promise<Reading>
}

interface Entry {
  facts: DetectFacts | undefined
  /** Milliseconds since 1970. */
  readAt: number
  freshUntil: number
}

export interface ResultReaderOptions {
  client: TencentClient
  now: () => number
  /** Entries kept at most; the oldest go first. */
  capacity?: number
}

export function createResultReader({
  client,
  now,
  capacity = 20_000,
}: ResultReaderOptions): ResultReader {
  const entries = new Map<string, Entry>()
  const underWay = new Map<string, Promise<Entry>>()

  async function ask(verification: Verification): Promise<Entry> {
    const facts = await readFacts(client, verification)
    const readAt = now()
    const entry: Entry = {
      facts,
      readAt,
      freshUntil: readAt + freshFor(verification, facts, readAt),
    }
    entries.delete(verification.id)
    entries.set(verification.id, entry)
    for (const oldest of entries.keys()) {
      if (entries.size <= capacity) break
      entries.delete(oldest)
    }
    return entry
  }

  async function latest(verification: Verification): Promise<Entry> {
    const known = entries.get(verification.id)
    if (known !== undefined && now() < known.freshUntil) return known
    let asking = underWay.get(verification.id)
    if (asking === undefined) {
      asking = ask(verification).finally(() => underWay.delete(verification.id))
      underWay.set(verification.id, asking)
    }
    return asking
  }

  return {
    async read(verification) {
      const entry = await latest(verification)
      // Judged at each read, and by the clock of now: a failure turns final without another call.
      const judged = verdict(askedOf(verification), entry.facts, now())
      return {
        ...judged,
        nextPollAfterMs: judged.final ? 0 : Math.max(entry.freshUntil - now(), 1_000),
      }
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
    return mode === undefined ? face : await ask(mode === 'reading' ? '15' : '16')
  } catch (error) {
    // After its time Tencent no longer knows the token: there is nothing to know.
    if (error instanceof ProviderError && error.fault === 'gone') return undefined
    throw error
  }
}

function freshFor(
  verification: Verification,
  facts: DetectFacts | undefined,
  readAt: number,
): number {
  const { status, final } = verdict(askedOf(verification), facts, readAt)
  if (status === 'passed') return Number.POSITIVE_INFINITY
  if (final) return 60_000
  // The face has passed, the intention is under way: its part of the answer is large.
  if (facts?.faceCode === 0) return 10_000
  if (status === 'failed') return 5_000
  // 1 s at first, growing to 5 s within five minutes.
  const age = readAt - verification.startedAt
  return Math.min(5_000, 1_000 + age / 75)
}

function askedOf({ id, startedAt, intention }: Verification): Asked {
  return { id, startedAt, ...(intention === undefined ? {} : { intention: intention.mode }) }
}
