// Turns a failed call to Tencent into the problem that the client gets, and tells the operator what only they can fix.
import type { ProblemCode } from '@faceid-h5/protocol'
import { ProblemError } from '../problem.js'
import { ProviderError } from '../tencent/errors.js'

/** @returns the error to throw; an error that is not Tencent's stays as it is. */
export function fromProvider(
  { health }: { health: { degraded: Map<string, string> } },
  error: unknown,
  { call, by, scene }: { call: 'start' | 'result'; by: 'browser' | 'merchant'; scene: string },
): unknown {
  if (!(error instanceof ProviderError)) return error
  const { fault, providerCode } = error
  const problem = (code: ProblemCode, detail: string, more: { retryAfter?: number } = {}) =>
    new ProblemError(code, detail, { cause: error, ...more })
  if (fault === 'busy') {
    return problem('provider_busy', 'Tencent Cloud is busy', { retryAfter: 2 })
  }
  if (fault === 'transient') {
    return problem('provider_unavailable', 'Tencent Cloud did not answer', { retryAfter: 3 })
  }
  if (fault === 'gone' && call === 'result') {
    return problem('ticket_expired', 'Tencent Cloud has deleted the data of this verification')
  }
  if (fault === 'rejected' && call === 'start' && by === 'merchant') {
    const detail = `Tencent Cloud did not accept the parameters (${providerCode}): check identity, image and intention against the scene’s RuleId`
    return problem('invalid_request', detail)
  }
  if (fault === 'misconfigured') {
    health.degraded.set(`scene ${scene}`, `scene ${scene}: Tencent Cloud answers ${providerCode}`)
  }
  return problem('merchant_misconfigured', 'Tencent Cloud refused the call')
}
