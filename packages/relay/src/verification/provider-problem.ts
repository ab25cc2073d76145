// Turns a failure at Tencent into the relay's own problem: who is told what, and what the operator must hear.
import { ProblemError } from '../problem.js'
import { ProviderError } from '../tencent/errors.js'

export interface ProviderCall {
  call: 'start' | 'result'
  by: 'browser' | 'merchant'
  scene: string
}

/** @returns the error to throw; anything that did not come from Tencent stays as it is. */
export function fromProvider(
  { health }: { health: { degrade(key: string, sentence: string): void } },
  error: unknown,
  { call, by, scene }: ProviderCall,
): unknown {
  if (!(error instanceof ProviderError)) return error
  switch (error.fault) {
    case 'busy':
      return new ProblemError('provider_busy', 'Tencent Cloud is busy', {
        cause: error,
        retryAfter: 2,
      })
    case 'transient':
      return new ProblemError('provider_unavailable', 'Tencent Cloud did not answer', {
        cause: error,
        retryAfter: 3,
      })
    case 'rejected':
      if (call === 'start' && by === 'merchant') {
        return new ProblemError(
          'invalid_request',
          `Tencent Cloud did not accept what was sent (${error.providerCode}): check identity, image and intention against the scene’s RuleId`,
          { cause: error },
        )
      }
      break
    case 'misconfigured':
      health.degrade(
        `scene ${scene}`,
        `scene ${scene}: Tencent Cloud answers ${error.providerCode}`,
      )
      break
    case 'gone':
      // Only evidence gets here: a result that Tencent has forgotten is one that is known no better.
      if (call === 'result') {
        return new ProblemError(
          'ticket_expired',
          'Tencent Cloud no longer keeps anything of this verification',
          { cause: error },
        )
      }
      break
  }
  return new ProblemError('merchant_misconfigured', 'Tencent Cloud refused the call', {
    cause: error,
  })
}
