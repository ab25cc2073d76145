// Three lanes to Tencent that do not stand in each other's way: starts, results, evidence. Each has its deadline, its
// retries, its breaker and its bulkhead, so that pollers or large videos never keep somebody from starting.
import {
  BrokenCircuitError,
  BulkheadRejectedError,
  bulkhead,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleWhen,
  retry,
  wrap,
} from 'cockatiel'
import { ProviderError } from './errors.js'

export type Lane = 'start' | 'result' | 'evidence'

interface LaneLimits {
  /** Milliseconds for one call, retries not included. */
  deadline: number
  /** Calls at the same time, and calls waiting for their turn. */
  calls: number
  queue: number
}

const limits: Readonly<Record<Lane, LaneLimits>> = {
  start: { deadline: 8_000, calls: 90, queue: 200 },
  result: { deadline: 8_000, calls: 80, queue: 400 },
  evidence: { deadline: 30_000, calls: 8, queue: 50 },
}

export type Through = <T>(lane: Lane, call: (deadline: number) => Promise<T>) => Promise<T>

/** @param onBreaker told when calls of a lane are no longer tried, and when they are again. */
export function createLanes(onBreaker?: (lane: Lane, state: 'open' | 'closed') => void): Through {
  const policies = {
    start: policyFor('start'),
    result: policyFor('result'),
    evidence: policyFor('evidence'),
  }

  function policyFor(lane: Lane) {
    const { calls, queue } = limits[lane]
    const breaker = circuitBreaker(
      handleWhen((error) => error instanceof ProviderError && error.fault === 'transient'),
      { halfOpenAfter: 5_000, breaker: new ConsecutiveBreaker(10) },
    )
    breaker.onStateChange((state) => {
      if (state === CircuitState.Open) onBreaker?.(lane, 'open')
      if (state === CircuitState.Closed) onBreaker?.(lane, 'closed')
    })
    return wrap(
      retry(handleWhen(isWorthRepeating), {
        maxAttempts: 2,
        backoff: new ExponentialBackoff({ initialDelay: 100, maxDelay: 1_000 }),
      }),
      breaker,
      bulkhead(calls, queue),
    )
  }

  return async (lane, call) => {
    try {
      return await policies[lane].execute(() => call(limits[lane].deadline))
    } catch (error) {
      if (error instanceof BrokenCircuitError) throw new ProviderError('busy', 'BreakerOpen')
      if (error instanceof BulkheadRejectedError) throw new ProviderError('busy', 'BulkheadFull')
      throw error
    }
  }
}

/** Both calls are safe to repeat. A time-out has cost the user its whole deadline already. */
function isWorthRepeating(error: Error): boolean {
  return (
    error instanceof ProviderError &&
    (error.fault === 'transient' || error.fault === 'busy') &&
    error.providerCode !== 'Timeout'
  )
}
