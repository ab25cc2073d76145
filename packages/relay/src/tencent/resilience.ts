// Three call policies: starts, results, evidence. Each has its own deadline, retries and breaker, so that polls and large
// videos never block a start.
import {
  BrokenCircuitError,
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

/** Milliseconds for a call with its retries and its time in the queue; calls at the same time. */
export const callPolicies: Readonly<Record<CallPolicy, { deadlineMs: number; atOnce: number }>> = {
  start: { deadlineMs: 8_000, atOnce: 90 },
  result: { deadlineMs: 8_000, atOnce: 80 },
  evidence: { deadlineMs: 30_000, atOnce: 8 },
}

/** @param onBreaker called when the calls of a policy pause, and when they resume. */
export function createExecute(onBreaker?: (policy: CallPolicy, state: 'open' | 'closed') => void) {
  const policies = {
    start: policyFor('start'),
    result: policyFor('result'),
    evidence: policyFor('evidence'),
  }

  function policyFor(policy: CallPolicy) {
    const breaker = circuitBreaker(
      handleWhen((error) => error instanceof ProviderError && error.fault === 'transient'),
      { halfOpenAfter: 5_000, breaker: new ConsecutiveBreaker(10) },
    )
    breaker.onStateChange((state) => {
      if (state === CircuitState.Open) onBreaker?.(policy, 'open')
      if (state === CircuitState.Closed) onBreaker?.(policy, 'closed')
    })
    return wrap(
      retry(
        handleWhen((error) => isRetryable(policy, error)),
        {
          maxAttempts: 2,
          backoff: new ExponentialBackoff({ initialDelay: 100, maxDelay: 1_000 }),
        },
      ),
      breaker,
    )
  }

  return async <T>(policy: CallPolicy, attempt: () => Promise<T>): Promise<T> => {
    try {
      return await policies[policy].execute(attempt)
    } catch (error) {
      if (error instanceof BrokenCircuitError) throw new ProviderError('transient', 'BreakerOpen')
      throw error
    }
  }
}

const notRetryable = ['Timeout', 'QueueTimeout', 'AnswerTooLarge']

/** Both actions are safe to repeat. A read beyond Tencent's limit is not worth one more call: the cache answers it. */
function isRetryable(policy: CallPolicy, error: Error): boolean {
  if (!(error instanceof ProviderError) || notRetryable.includes(error.providerCode)) return false
  return error.fault === 'transient' || (error.fault === 'busy' && policy === 'start')
}
