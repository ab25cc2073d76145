// Three call policies: starts, results, evidence. Each has its own deadline, retries, breaker and bulkhead, so that
// polls and large videos never block a start.
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

export type CallPolicy = 'start' | 'result' | 'evidence'

interface PolicyLimits {
  /** Milliseconds for one call, retries not included. */
  deadline: number
  /** Calls at the same time, and calls waiting for their turn. */
  calls: number
  queue: number
}

const limits: Readonly<Record<CallPolicy, PolicyLimits>> = {
  start: { deadline: 8_000, calls: 90, queue: 200 },
  result: { deadline: 8_000, calls: 80, queue: 400 },
  evidence: { deadline: 30_000, calls: 8, queue: 50 },
}

export type Execute = <T>(policy: CallPolicy, call: (deadline: number) => Promise<T>) => Promise<T>

/** @param onBreaker told when calls of a policy are no longer tried, and when they are again. */
export function createCallPolicies(
  onBreaker?: (policy: CallPolicy, state: 'open' | 'closed') => void,
): Execute {
  const policies = {
    start: policyFor('start'),
    result: policyFor('result'),
    evidence: policyFor('evidence'),
  }

  function policyFor(policy: CallPolicy) {
    const { calls, queue } = limits[policy]
    const breaker = circuitBreaker(
      handleWhen((error) => error instanceof ProviderError && error.fault === 'transient'),
      { halfOpenAfter: 5_000, breaker: new ConsecutiveBreaker(10) },
    )
    breaker.onStateChange((state) => {
      if (state === CircuitState.Open) onBreaker?.(policy, 'open')
      if (state === CircuitState.Closed) onBreaker?.(policy, 'closed')
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

  return async (policy, call) => {
    try {
      return await policies[policy].execute(() => call(limits[policy].deadline))
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
