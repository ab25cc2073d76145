import type { Problem } from '@faceid-h5/protocol'

/** The relay's own problem document, or, where something else answered, one in its place. */
export function problemOf(
  response: Response,
  content: unknown,
): { problem: Problem; retryAfterMs?: number } {
  const problem = isProblem(content) ? content : foreign(response.status)
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0
    ? { problem, retryAfterMs: seconds * 1000 }
    : { problem }
}

/** No answer at all: connection refused, reset, or too slow. */
export function unreachable(timedOut: boolean): Problem {
  return {
    type: 'about:blank',
    title: 'Relay unreachable',
    status: timedOut ? 504 : 502,
    code: 'provider_unavailable',
    detail: timedOut ? 'The relay did not answer in time.' : 'The relay cannot be reached.',
    requestId: '',
    retryable: true,
  }
}

/** A proxy in front of the relay answered, or it is no relay: 502, 503 and 504 pass by themselves. */
function foreign(status: number): Problem {
  return {
    type: 'about:blank',
    title: 'Not an answer of the relay',
    status: 502,
    code: 'provider_unavailable',
    detail: `The address of the relay answered ${status} without a problem document.`,
    requestId: '',
    retryable: [429, 502, 503, 504].includes(status),
  }
}

function isProblem(value: unknown): value is Problem {
  if (typeof value !== 'object' || value === null) return false
  return (
    'code' in value &&
    typeof value.code === 'string' &&
    'status' in value &&
    typeof value.status === 'number' &&
    'detail' in value &&
    typeof value.detail === 'string' &&
    'retryable' in value &&
    typeof value.retryable === 'boolean'
  )
}
