// How much of everything the chapter about the relay does, in a full run and in a quick one.
import type { CrowdSize } from './crowd.js'
import type { Size } from './round.js'

export interface RelaySizes {
  /** Starts and stops of each candidate. */
  lives: number
  /** Milliseconds from the first answer to the reading of the memory at rest. */
  restFor: number
  rounds: number
  round: Size
  /** The copied handler is so slow with media that it gets fewer requests. */
  copiedRound: Size
  crowd: CrowdSize
  /** Microseconds by which a server is made slower on purpose. */
  burden: number
  check: { rounds: number; askedFor: number }
}

export function relaySizes(quick: boolean): RelaySizes {
  return quick ? quickSizes : fullSizes
}

const fullSizes: RelaySizes = {
  lives: 5,
  restFor: 1_500,
  rounds: 5,
  round: { starts: 1_000, passes: 900, askedFor: 1_500 },
  copiedRound: { starts: 500, passes: 20, askedFor: 1_500 },
  crowd: { pollers: 1_000, verifications: 100, duration: 6_000 },
  burden: 300,
  check: { rounds: 3, askedFor: 1_000 },
}

const quickSizes: RelaySizes = {
  lives: 1,
  restFor: 200,
  rounds: 1,
  round: { starts: 100, passes: 50, askedFor: 300 },
  copiedRound: { starts: 40, passes: 5, askedFor: 100 },
  crowd: { pollers: 50, verifications: 5, duration: 2_000 },
  burden: 1_000,
  check: { rounds: 1, askedFor: 300 },
}
