/** The state of a sandbox, without any HTTP. */
import type { Options } from '../options.js'
import { createBehaviours } from './behaviours.js'
import { createCalls } from './calls.js'
import { createClock } from './clock.js'
import { createFrequency, createRate } from './frequency.js'
import { createTokens } from './tokens.js'

export type State = ReturnType<typeof createState>

export function createState(options: Options) {
  const clock = createClock(options.now)
  return {
    clock,
    tokens: createTokens(clock),
    calls: createCalls(),
    behaviours: createBehaviours(),
    admit: createRate(options.requestsPerSecond),
    attempt: createFrequency(options.frequencyCaps),
  }
}
