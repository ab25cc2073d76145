// What happened in a soak, counted. It judges nothing: that is done afterwards, from what is written here.

/** What a verification has to come to, or came to. */
export interface Ending {
  status: 'passed' | 'failed' | 'expired'
  reason?: string
}

export interface Account {
  expected: Ending
  begun: number
  ended: number
}

export interface Ledger {
  /** By kind of shopper. */
  accounts: Map<string, Account>
  /** By kind of attack: how often it was tried, and how often it was refused as it has to be. */
  attacks: Map<string, { tried: number; refused: number }>
  /** Answers that said "try again", by code, and how often the same caller had to. */
  retried: Map<string, { answers: number; callers: number; most: number }>
  /** Refusals of the relay while the sandbox said that the merchant's account is not in order. */
  refusedByAccount: Map<string, number>
  /** States, tokens and evidence that were not true. */
  wrong: string[]
  /** Answers that are neither right nor a problem a caller can act on. */
  unclear: string[]
  /** Verifications that came to no end. */
  unended: string[]
  /** Requests that a relay took and did not answer, by whether it was killed or frozen on purpose. */
  lost: { excused: number; unexcused: string[] }
  answers: number
  states: number
  tokensVerified: number
  evidenceRead: number
  /** By second of the run. */
  seconds: { fine: number; again: number; ended: number }[]
  /** What was done to the world, in milliseconds of the run. */
  events: { lane: string; name: string; from: number; to: number }[]
  /** Milliseconds since the run began. */
  clock(): number
}

export function createLedger(now: () => number): Ledger {
  const begin = now()
  return {
    accounts: new Map(),
    attacks: new Map(),
    retried: new Map(),
    refusedByAccount: new Map(),
    wrong: [],
    unclear: [],
    unended: [],
    lost: { excused: 0, unexcused: [] },
    answers: 0,
    states: 0,
    tokensVerified: 0,
    evidenceRead: 0,
    seconds: [],
    events: [],
    clock: () => now() - begin,
  }
}

/** The bucket of this second. */
export function second(ledger: Ledger): Ledger['seconds'][number] {
  const place = Math.max(0, Math.floor(ledger.clock() / 1_000))
  while (ledger.seconds.length <= place) ledger.seconds.push({ fine: 0, again: 0, ended: 0 })
  // Safe: it was just made.
  return ledger.seconds[place] as Ledger['seconds'][number]
}

export function begin(ledger: Ledger, kind: string, expected: Ending): void {
  const account = ledger.accounts.get(kind) ?? { expected, begun: 0, ended: 0 }
  ledger.accounts.set(kind, account)
  account.begun += 1
}

/** A verification came to its end; one that is not the expected end is wrong. */
export function end(ledger: Ledger, kind: string, expected: Ending, got: Ending): void {
  const account = ledger.accounts.get(kind)
  if (inWords(expected) !== inWords(got)) {
    ledger.wrong.push(`${kind}: expected ${inWords(expected)}, got ${inWords(got)}`)
    return
  }
  second(ledger).ended += 1
  if (account) account.ended += 1
}

/** One caller was told to try again with these codes, before the answer it wanted. */
export function retried(ledger: Ledger, codes: readonly string[]): void {
  for (const code of new Set(codes)) {
    const times = codes.filter((one) => one === code).length
    const entry = ledger.retried.get(code) ?? { answers: 0, callers: 0, most: 0 }
    entry.answers += times
    entry.callers += 1
    entry.most = Math.max(entry.most, times)
    ledger.retried.set(code, entry)
  }
}

export function attacked(ledger: Ledger, kind: string, refused: boolean): void {
  const entry = ledger.attacks.get(kind) ?? { tried: 0, refused: 0 }
  entry.tried += 1
  if (refused) entry.refused += 1
  ledger.attacks.set(kind, entry)
}

export function inWords({ status, reason }: Ending): string {
  return reason === undefined ? status : `${status} (${reason})`
}
