// docs/capacity.md: from the measured figures to a million verifications a day. Every number is measured, Tencent's,
// or an assumption that is named as one; the arithmetic is shown.
import { bytes, digits, milliseconds } from '../format.js'
import type { Result } from '../results.js'
import { markdownTable } from './markdown-table.js'

/** What is assumed, to be replaced by one's own figures. */
export const assumptions = {
  perDay: 1_000_000,
  /** Part of the day's verifications in its busiest hour. */
  busiestHour: 0.1,
  /** Starts for one verification: some are prepared at a touch and never used, some are repeated. */
  startsEach: 1.5,
  /** Results read afresh for one verification after the browser came back: still pending, then passed. */
  readsEach: 2,
  /** Polls that are answered from what is known, of the same page. */
  pollsEach: 2,
  /** Seconds for which a desktop page polls while the phone does the verification. */
  handoffSeconds: 120,
}

/** Per second, of an account and action: "Limits and money" of Tencent's documents. */
const quota = 100
/** `upstreamReadsPerSecond` as shipped. */
const budget = 80
/** Results, and with them what is known, are kept for three days. */
const daysKept = 3

export interface Load {
  /** Verifications a second in the busiest hour. */
  perSecond: number
  starts: number
  reads: number
  polls: number
  /** Reads that one handoff costs. */
  readsOfHandoff: number
  /** Part of the verifications that may be handoffs before the budget is spent. */
  handoffs: number
}

export function loadOf(given: typeof assumptions): Load {
  const perSecond = (given.perDay * given.busiestHour) / 3_600
  const reads = perSecond * given.readsEach
  // A verification of t seconds is read again after 1 + t/75 s: the integral of the inverse over the time.
  const readsOfHandoff = 75 * Math.log(1 + given.handoffSeconds / 75)
  return {
    perSecond,
    starts: perSecond * given.startsEach,
    reads,
    polls: perSecond * given.pollsEach,
    readsOfHandoff,
    handoffs: Math.max(0, (budget - reads) / readsOfHandoff / perSecond),
  }
}

export function renderCapacity(results: readonly Result[]): string {
  const figure = figuresOf(results)
  const parts = figure === undefined ? ['Not measured yet: run `npm run bench`.'] : model(figure)
  return `${['# Capacity', intro, ...parts].join('\n\n')}\n`
}

const intro =
  'How far the relay reaches, on paper: from the figures of [benchmarks.md](benchmarks.md) to a million verifications a day. This file is written by `npm run bench`; do not edit it. The assumptions are ours: put in your own.'

type Figure = (name: string) => number

function figuresOf(results: readonly Result[]): Figure | undefined {
  const measured = ['relay', 'growth'].map((name) => results.find((each) => each.name === name))
  if (measured.includes(undefined)) return undefined
  const figures = Object.assign({}, ...measured.map((result) => result?.section.figures))
  return (name) => {
    const value: unknown = figures[name]
    if (typeof value !== 'number') throw new Error(`no figure ${name} was measured`)
    return value
  }
}

function model(figure: Figure): string[] {
  const load = loadOf(assumptions)
  return [
    '## A million verifications a day',
    peak(load),
    processor(load, figure),
    ...rest(load, figure),
  ]
}

function peak({ perSecond, starts, reads, polls }: Load): string {
  const { perDay, busiestHour, startsEach, readsEach, pollsEach } = assumptions
  const row = (what: string, sum: string, value: number) => [what, sum, `${digits(value)} a second`]
  return markdownTable(
    ['in the busiest hour', 'assumed', ''],
    [
      row('verifications', `${digits(perDay)} × ${busiestHour} / 3,600 s`, perSecond),
      row('starts', `× ${startsEach}: prepared and not used, repeated`, starts),
      row('results read at Tencent', `× ${readsEach}: pending, then passed`, reads),
      row('polls answered from what is known', `× ${pollsEach}`, polls),
    ],
  )
}

function processor({ starts, reads, polls }: Load, figure: Figure): string {
  const lines = [
    ['start', starts, figure('startCpu')],
    ['fresh result', reads, (figure('freshCpu') + figure('passedCpu')) / 2],
    ['known result', polls, figure('pollCpu')],
  ] as const
  const cores = lines.reduce((sum, [, rate, cost]) => sum + (rate * cost) / 1_000, 0)
  return [
    '**Relays.** Processor time, measured for each request:',
    '',
    markdownTable(
      ['', 'a second', 'each', 'cores'],
      [
        ...lines.map(([what, rate, cost]) => [
          what,
          digits(rate),
          milliseconds(cost),
          digits((rate * cost) / 1_000),
        ]),
        ['together', '', '', digits(cores)],
      ],
    ),
    '',
    `One relay runs on one core, so one carries the busiest hour ${digits(1 / cores)} times over. Two are for the case that one is away, not for the load.`,
  ].join('\n')
}

function rest({ perSecond, starts, reads, readsOfHandoff, handoffs }: Load, figure: Figure) {
  const kept = assumptions.perDay * daysKept
  const { handoffSeconds } = assumptions
  return [
    `**Memory of a relay.** ${bytes(figure('resident10'))} with 10 open verifications, ${bytes(figure('resident10000'))} with 10,000 new ones polled. It knows the last 20,000 results and 10,000 tickets and no more, so it does not grow with the day.`,
    `**Redis.** ${digits(kept)} results of three days × ${bytes(figure('redisBytes'))} = ${bytes(kept * figure('redisBytes'))}. Set \`maxmemory\` with \`allkeys-lru\`: what is lost is asked at Tencent again. Its processor is no concern: ${digits(figure('redisCores') * 100)} % of a core in the measurement of growth.`,
    `**Tencent.** ${quota} requests a second for each action and account. DetectAuth: ${digits(starts)} of ${quota}. GetDetectInfoEnhanced: ${digits(reads)} of the ${budget} that the relays take together.`,
    '## What breaks first',
    `**The result queries, by handoffs.** A page on a desktop polls while the phone is busy, which costs a read after 1 s at first and after 5 s at the end: 75 × ln(1 + ${handoffSeconds} / 75) = ${digits(readsOfHandoff)} reads in ${handoffSeconds} s. In the busiest hour ${budget} − ${digits(reads)} = ${digits(budget - reads)} reads a second are left, so ${digits(handoffs * 100)} % of the ${digits(perSecond)} verifications a second may be handoffs. With more of them nothing fails: over the budget a poll answers with the last known state and pages hear later. Ask Tencent for a higher quota and raise \`upstreamReadsPerSecond\`.`,
    `**Then the starts.** At ${digits(quota / assumptions.startsEach)} verifications a second DetectAuth is spent, which is ${digits(((quota / assumptions.startsEach) * 3_600) / assumptions.busiestHour)} a day by the same hour. The widget's \`prepare="off"\` saves the starts that are never used.`,
    '**Then, far behind, a relay’s core.** Add a relay: they share nothing but Redis.',
    '**Not modelled:** evidence. A recording of 3 MB for each verification is 3 TB a day through the relay that fetches it; fetch it where it is stored, at night, with a relay of its own.',
  ]
}
