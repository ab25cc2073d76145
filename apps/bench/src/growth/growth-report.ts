// Turns the steps into a table, a picture and what they say.
import { lineChart } from '../chart/line-chart.js'
import { bytes, digits, milliseconds } from '../format.js'
import type { Section, Table } from '../section.js'
import type { GrowthSizes } from './growth-section.js'
import type { Step } from './step.js'

export interface Growth {
  alone: Step[]
  shared: Step[]
  /** Of Redis while two relays shared it. */
  redisCores: number
  /** In Redis, of each verification that was read. */
  redisBytes: number
}

/** What ships (`upstreamReadsPerSecond`), and what Tencent takes of each action. */
const budget = 80
const quota = 100

export function growthReport(growth: Growth, sizes: GrowthSizes): Section {
  const { alone, shared, redisBytes, redisCores } = growth
  const most = Math.max(...[...alone, ...shared].map(({ readsPerSecond }) => readsPerSecond))
  const last = alone.at(-1)
  return {
    title: 'How cost grows',
    method: method(sizes),
    tables: [table(growth)],
    targets: [
      {
        what: 'Result queries to Tencent, of all relays together, however many verifications are open',
        wanted: `at most the budget of ${budget} a second`,
        measured: `${digits(most)} a second at the most`,
        // The window of the measurement and the seconds of the budget do not begin together.
        met: most <= budget * 1.05,
      },
    ],
    remarks: [
      'Calls upstream grow with the open verifications only up to the budget. Beyond it a poll is answered with the last state that is known, so pages hear later, and one that nobody has read yet is told to come back (503 with `Retry-After`): the sandbox takes all that come, Tencent would refuse beyond 100 a second.',
      `Redis used ${digits(redisCores * 100)} % of a core and holds ${bytes(redisBytes)} for each verification that was read, for up to three days. The model of a million verifications a day is in [capacity.md](capacity.md).`,
    ],
    charts: [chart(alone, shared)],
    highlights: [
      {
        en: `Calls to Tencent a second, ${digits(last?.open ?? 0)} open verifications (polls a second)`,
        zh: `${digits(last?.open ?? 0)} 个进行中的核身，每秒调用腾讯云次数（每秒轮询次数）`,
        value: `${digits(last?.readsPerSecond ?? 0)} (${digits(last?.pollsPerSecond ?? 0)})`,
      },
    ],
    figures: { redisBytes, redisCores, ...residents(alone) },
  }
}

function residents(alone: readonly Step[]): Record<string, number> {
  return Object.fromEntries(alone.map(({ open, resident }) => [`resident${open}`, resident]))
}

function method({ leadIn, duration }: GrowthSizes): string {
  return `In each step so many verifications are started by the merchant's back end (its API key, whose limit of starts is lifted; a browser's address would be stopped at 120 a minute), and each is polled by one page that waits as long as \`nextPollAfterMs\` says, or a second after a 503. All are new, which is the worst case: the relay asks new ones once a second, older ones every 5 s. Everything else is as shipped: 2 reads a second for each ticket, ${budget} result queries a second for all relays together. The sandbox waits 30 ms before each answer. Pages share up to 250 connections to each relay, as behind a proxy. Measured are ${duration / 1_000} s after ${leadIn / 1_000} s; a latency counts from the moment at which a poll was due. First one relay, then two with one Redis; each page always asks the same one.`
}

function table({ alone, shared }: Growth): Table {
  const row = (relays: string) => (step: Step) => [
    digits(step.open),
    relays,
    digits(step.pollsPerSecond),
    digits(step.readsPerSecond),
    `${digits(step.busy * 100)} %`,
    digits(step.cores),
    bytes(step.resident),
    milliseconds(step.p50),
    milliseconds(step.p99),
  ]
  return {
    caption: 'Open verifications, each polled by its page',
    columns: [
      'open',
      'relays',
      'polls a second',
      'upstream calls a second',
      'told to come back',
      'cores, all relays',
      'memory, largest relay',
      'p50',
      'p99',
    ],
    rows: [...alone.map(row('1')), ...shared.map(row('2 and Redis'))],
  }
}

function chart(alone: readonly Step[], shared: readonly Step[]) {
  const line = (steps: readonly Step[], figure: 'readsPerSecond' | 'pollsPerSecond') =>
    steps.map((step) => ({ x: step.open, y: step[figure] }))
  return {
    name: 'benchmarks-growth',
    alt: 'Calls to Tencent stay at the budget of 80 a second while the polls grow with the open verifications.',
    svg: lineChart({
      title: 'Calls to Tencent as open verifications grow',
      x: 'open verifications',
      y: 'a second',
      lines: [
        {
          label: 'polls by pages (a relay without a cache)',
          points: line(alone, 'pollsPerSecond'),
        },
        { label: 'calls, one relay', points: line(alone, 'readsPerSecond') },
        { label: 'calls, two relays and Redis', points: line(shared, 'readsPerSecond') },
      ],
      limit: { label: 'what Tencent takes', y: quota },
    }),
  }
}
