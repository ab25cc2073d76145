/** The state of a sandbox, without any HTTP. */
import type { Options } from '../options.js'
import { type Behaviours, createBehaviours } from './behaviours.js'
import { type Calls, createCalls } from './calls.js'
import { type Clock, createClock } from './clock.js'
import { createFrequency, createRate, type Frequency, type Rate } from './frequency.js'
import { createTokens, type Tokens } from './tokens.js'

export interface State {
  clock: Clock
  tokens: Tokens
  calls: Calls
  behaviours: Behaviours
  rate: Rate
  frequency: Frequency
}

export function createState(options: Options, randomId: () => string): State {
  const clock = createClock(options.now)
  return {
    clock,
    tokens: createTokens(clock, randomId),
    calls: createCalls(),
    behaviours: createBehaviours(),
    rate: createRate(options.requestsPerSecond),
    frequency: createFrequency(options.frequencyCaps),
  }
}
