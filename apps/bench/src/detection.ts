// Time of `detectEnvironment`: on User-Agents that exist, and on inputs made to be slow.
import { readFile } from 'node:fs/promises'
import { detectEnvironment } from '@faceid-h5/widget'
import { measure } from 'mitata'
import { atMost, type Bench, type Section } from './section.js'

/** Half-way to a detector that backtracks, whose growth is 2. */
const aboutLinear = 1.5

export async function measureDetection({ quick, log }: Bench): Promise<Section> {
  const userAgents = await knownUserAgents()
  const options = quick ? { min_cpu_time: 1e6, min_samples: 3 } : { min_cpu_time: 5e7 }
  // The least: what else the machine does only adds.
  const time = async (run: () => unknown) => (await measure(run, options)).min
  const all = await time(() => userAgents.map((userAgent) => detectEnvironment({ userAgent })))
  const one = all / userAgents.length
  log('inputs made to be slow')
  const detect = (userAgent: string) => detectEnvironment({ userAgent })
  const [short, long] = quick ? [4_096, 65_536] : [65_536, 1_048_576]
  const grown: Growth[] = []
  for (const piece of slowPieces())
    grown.push(await growthOf(`“${piece}”`, piece, detect, short, long))
  // A pattern that backtracks, measured in the same way on shorter inputs.
  const backtracks = (text: string) => /micro.*messenger\/[0-9]/i.test(text)
  const control = await growthOf(
    'control: a pattern that backtracks',
    'micro',
    backtracks,
    2_048,
    32_768,
  )
  const steepest = grown.toSorted((one, other) => other.power - one.power)
  const slowest = grown.toSorted((one, other) => other.long - one.long)
  const shown = new Set([...steepest.slice(0, 3), ...slowest.slice(0, 3), control])
  const power = (value: number) => value.toFixed(2)
  return {
    title: 'Detection: where does the page run?',
    method: `\`detectEnvironment\` in Node ${process.versions.node}, measured by mitata over the ${userAgents.length} User-Agents of the tests, and over ${grown.length} inputs made to be slow: each word that is looked for, all but its last letter, and its first letter, repeated to ${short / 1_024} and to ${long / 1_024} KiB. The growth is the power of the length: 1 is linear, 2 quadratic.`,
    tables: [
      {
        caption: `One call: ${duration(one)} for a User-Agent that exists. Repeated pieces, the steepest and the slowest`,
        columns: ['repeated', 'shorter', 'longer', 'growth'],
        rows: [...shown].map((growth) => [
          growth.name,
          duration(growth.short),
          duration(growth.long),
          power(growth.power),
        ]),
      },
    ],
    targets: [
      atMost('Detection: growth on every slow input', steepest[0]?.power ?? 0, aboutLinear, power),
      {
        what: 'Detection: growth of a pattern that backtracks',
        wanted: `above ${aboutLinear}`,
        measured: power(control.power),
        met: control.power > aboutLinear,
      },
    ],
  }

  async function growthOf(
    name: string,
    piece: string,
    run: (text: string) => unknown,
    ...lengths: [number, number]
  ): Promise<Growth> {
    const times: number[] = []
    for (const length of lengths) {
      const text = piece.repeat(Math.ceil(length / piece.length)).slice(0, length)
      times.push(await time(() => run(text)))
    }
    const [short = 0, long = 0] = times
    const power = Math.log(long / short) / Math.log(lengths[1] / lengths[0])
    return { name, short, long, power }
  }
}

interface Growth {
  name: string
  /** Nanoseconds. */
  short: number
  long: number
  power: number
}

/** What `detectEnvironment` looks for, and parts of it. */
function slowPieces(): string[] {
  const words =
    'windows nt|windows phone|windowswechat|android tablet|harmony|iphone|ipad|ipod|macintosh|macwechat|wxwork| wechat/2|linux|x11|(tablet|(pc|mobile|wechatdevtools|micromessenger|unifiedpclinux|miniprogram|process/appbrand'
  const parts = words.split('|').flatMap((word) => [word, word.slice(0, -1), word.charAt(0)])
  return [...new Set([...parts, 'Qz/9.0 ', 'İıſK', 'MicroMessenger/8.0.63 NetType/5G '])]
}

async function knownUserAgents(): Promise<string[]> {
  const file = new URL('../../../packages/widget/test/user-agents.json', import.meta.url)
  const known: Record<string, { userAgent: string }> = JSON.parse(await readFile(file, 'utf8'))
  return Object.values(known).map(({ userAgent }) => userAgent)
}

function duration(nanoseconds: number): string {
  if (nanoseconds < 10_000) return `${Math.round(nanoseconds)} ns`
  if (nanoseconds < 1e7) return `${Math.round(nanoseconds / 1_000)} µs`
  return `${(nanoseconds / 1e6).toFixed(1)} ms`
}
