// Measures how long finding out where a page runs takes, on User-Agents that exist and on ones made to be slow.
import { detectEnvironment, type Environment, modesFor, type SceneRules } from '@faceid-h5/widget'
import type { Bench, Section, Target } from '../section.js'
import { median, percentile } from '../statistics.js'
import { type Candidate, callTimes } from './call-time.js'
import { aboutLinear } from './growth.js'
import { type Growth, growthOf } from './input-growth.js'
import { knownUserAgents } from './known-user-agents.js'
import { quadraticDetector, quadraticInput } from './quadratic-detector.js'
import { slowInputs } from './slow-inputs.js'

const clock = { now: () => process.hrtime.bigint() }

export async function measureDetection({ quick, say }: Bench): Promise<Section> {
  const userAgents = Object.values(await knownUserAgents())
  const plan = quick ? { rounds: 5, batchMs: 2 } : { rounds: 31, batchMs: 10 }
  say(`${userAgents.length} User-Agents that exist`)
  const candidates = usualCalls(userAgents)
  const times = callTimes(candidates, plan, clock)
  const usual = candidates.map(({ name }, place) => ({
    name,
    times: (times[place] ?? []).map((time) => time / userAgents.length),
  }))
  const lengths: Lengths = quick ? [4_096, 65_536] : [65_536, 1_048_576]
  const detect = (userAgent: string) => detectEnvironment({ userAgent })
  const repeats = quick ? 3 : 5
  const [short, long] = lengths
  say(`inputs made to be slow, ${short} and ${long} characters`)
  const longer = slowInputs(long)
  const growths = slowInputs(short).map(({ name, text }, place) =>
    growthOf(name, detect, [text, longer[place]?.text ?? ''], repeats, clock),
  )
  // Not longer: it would take minutes, which is the point.
  const losing = growthOf(
    'a pattern that backtracks',
    quadraticDetector,
    [quadraticInput(2_048), quadraticInput(32_768)],
    repeats,
    clock,
  )
  return section({ count: userAgents.length, usual, growths, losing, lengths })
}

type Lengths = [shorter: number, longer: number]

/** Each goes through all User-Agents once. */
function usualCalls(userAgents: readonly string[]): Candidate[] {
  const environments = userAgents.map((userAgent) => detectEnvironment({ userAgent }))
  const scene: SceneRules = { modes: ['native', 'overlay'], outsideWeChat: true }
  const detect = (userAgent: string) => detectEnvironment({ userAgent })
  const choose = (environment: Environment) => modesFor(environment, scene)
  const look = (userAgent: string) => /micromessenger/i.test(userAgent)
  return [
    { name: '`detectEnvironment`', run: () => userAgents.map(detect) },
    { name: '`modesFor`', run: () => environments.map(choose) },
    { name: 'control: `/micromessenger/i` alone', run: () => userAgents.map(look) },
  ]
}

interface Found {
  count: number
  usual: { name: string; times: number[] }[]
  growths: Growth[]
  losing: Growth
  lengths: Lengths
}

function section({ count, usual, growths, losing, lengths }: Found): Section {
  const steepest = [...growths].sort((one, other) => other.power - one.power)
  const slowest = [...growths].sort((one, other) => other.longer - one.longer)
  const shown = [...new Set([...steepest.slice(0, 3), ...slowest.slice(0, 3)])]
  const [short, long] = lengths.map((length) => `${length / 1_024} KiB`)
  return {
    title: 'Detection: where does the page run?',
    method: `\`detectEnvironment\` and \`modesFor\` as they are published, in Node ${process.versions.node} (the engine of Chromium), over the ${count} User-Agents that the repository’s tests know, in batches. Then over ${growths.length} inputs made to be slow: every word that is looked for, almost that word and its first letter, repeated to ${short} and to ${long}. The growth is the power of the length: 1 is linear, 2 quadratic. A control with a pattern that backtracks is measured and judged in the same way, and has to be found wanting.`,
    tables: [
      {
        caption: 'One call, User-Agents that exist',
        columns: ['what', 'median', 'fast tenth to slow tenth'],
        rows: usual.map(({ name, times }) => [
          name,
          duration(median(times)),
          `${duration(percentile(times, 0.1))} to ${duration(percentile(times, 0.9))}`,
        ]),
      },
      {
        caption: 'One call, inputs made to be slow: the three that grow most and the three slowest',
        columns: ['input', 'shorter', 'longer', 'growth'],
        rows: [...shown, losing].map((growth) => [
          growth === losing ? `control: ${growth.name} (2 KiB, 32 KiB)` : growth.name,
          duration(growth.shorter),
          duration(growth.longer),
          growth.power.toFixed(2),
        ]),
      },
    ],
    targets: [...growthTargets(steepest, losing)],
    remarks: [
      `The slowest input is ${slowest[0]?.name}: ${duration(slowest[0]?.longer ?? 0)} for ${long}. No server or browser sends a User-Agent of that length; a whole one takes ${duration(median(usual[0]?.times ?? [0]))}.`,
    ],
    charts: [],
    highlights: [
      {
        en: 'Finding out where the page runs, one call',
        zh: '检测页面运行环境，每次调用',
        value: duration(median(usual[0]?.times ?? [0])),
      },
    ],
  }
}

function growthTargets([steepest]: Growth[], losing: Growth): Target[] {
  const power = steepest?.power ?? Number.POSITIVE_INFINITY
  return [
    {
      what: 'Detection time grows about linearly on every input made to be slow',
      wanted: `power at most ${aboutLinear}`,
      measured: power.toFixed(2),
      met: power <= aboutLinear,
    },
    {
      what: 'The same judgement finds a pattern that backtracks wanting',
      wanted: `power above ${aboutLinear}`,
      measured: losing.power.toFixed(2),
      met: losing.power > aboutLinear,
    },
  ]
}

function duration(nanoseconds: number): string {
  if (nanoseconds < 10_000) return `${Math.round(nanoseconds)} ns`
  if (nanoseconds < 1e7) return `${Math.round(nanoseconds / 1_000)} µs`
  return `${(nanoseconds / 1e6).toFixed(1)} ms`
}
