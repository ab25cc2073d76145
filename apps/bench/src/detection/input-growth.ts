// How one detector's time grows from a shorter to a longer input: measured in turns, median against median.
import { median } from '../statistics.js'
import { type Clock, callTimes } from './call-time.js'
import { growthPower } from './growth.js'

export interface Growth {
  name: string
  /** Nanoseconds per call. */
  shorter: number
  longer: number
  power: number
}

export function growthOf(
  name: string,
  detect: (userAgent: string) => unknown,
  texts: readonly [shorter: string, longer: string],
  rounds: number,
  clock: Clock,
): Growth {
  const candidates = texts.map((text) => ({ name, run: () => detect(text) }))
  const [short = [], long = []] = callTimes(candidates, { rounds, batchMs: 1 }, clock)
  const [shorter, longer] = [median(short), median(long)]
  const power = growthPower(
    { length: texts[0].length, nanoseconds: shorter },
    { length: texts[1].length, nanoseconds: longer },
  )
  return { name, shorter, longer, power }
}
