const second = 1_000
const minute = 60 * second

/** After the start. */
const checks = [3 * minute, 10 * minute, 30 * minute, 60 * minute, 120 * minute]
/** After a hint, whose own check comes first: Tencent's answer may come later than the browser. */
const checksAfterHint = [8 * second, 60 * second]
const afterTheEnd = 5 * minute
const afterReadErrors = [10 * second, minute, 5 * minute, 15 * minute]

/** The check after the browser returned. */
export const returnDelayMs = 2 * second

/** The first check after the start. */
export const firstCheckMs = checks[0] ?? 0

export interface Times {
  startedAt: number
  /** When the clock makes the status final. */
  finalAt: number
  hintedAt?: number | undefined
}

/** When to read again a status that is not final. */
export function nextCheckAt({ startedAt, finalAt, hintedAt }: Times, now: number): number {
  const times = [
    ...checks.map((delay) => startedAt + delay),
    ...(hintedAt === undefined ? [] : checksAfterHint.map((delay) => hintedAt + delay)),
    finalAt + second,
  ]
  const next = Math.min(...times.filter((time) => time > now))
  return Number.isFinite(next) ? next : now + afterTheEnd
}

/** How long to wait after the n-th failed read in a row, with 50 % jitter. */
export function delayAfterReadError(errors: number): number {
  const delay = afterReadErrors[Math.min(errors, afterReadErrors.length) - 1] ?? 0
  return delay * (1 + Math.random() / 2)
}
