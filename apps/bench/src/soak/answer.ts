// What came back for a request, sorted: an answer, a problem a caller can act on, silence, or something nobody can use.
import type { Problem } from '@faceid-h5/protocol'
import { ownAnswer } from './balancer.js'

export type Answer =
  | { kind: 'answer'; status: number; body: string; location: string | null }
  | { kind: 'problem'; problem: Problem; retryAfterMs: number | undefined }
  /** The balancer had no relay, or its relay gave no answer. */
  | { kind: 'silence'; code: 'no relay ready' | 'no answer' | 'connection lost' }
  | { kind: 'unclear'; what: string }

const known: Readonly<Record<Problem['code'], true>> = {
  invalid_request: true,
  field_not_allowed: true,
  scene_unknown: true,
  mode_unavailable: true,
  origin_not_allowed: true,
  return_url_not_allowed: true,
  return_url_too_long: true,
  unauthorized: true,
  ticket_invalid: true,
  ticket_expired: true,
  rate_limited: true,
  provider_busy: true,
  provider_unavailable: true,
  merchant_misconfigured: true,
  not_found: true,
  payload_too_large: true,
  internal: true,
}

/** @param page whether a plain page is an answer here, as for the return address. */
export function sortAnswer(
  { status, headers, body }: { status: number; headers: Headers; body: string },
  page = false,
): Answer {
  if (headers.has(ownAnswer)) {
    return { kind: 'silence', code: status === 503 ? 'no relay ready' : 'no answer' }
  }
  const type = headers.get('content-type') ?? ''
  if (type.startsWith('application/problem+json')) return sortProblem(status, headers, body)
  if (status < 400 || (page && status < 500 && type.startsWith('text/html'))) {
    return { kind: 'answer', status, body, location: headers.get('location') }
  }
  return { kind: 'unclear', what: `${status} with ${type || 'no content type'}` }
}

function sortProblem(status: number, headers: Headers, body: string): Answer {
  const problem = problemOf(body)
  if (problem === undefined) return { kind: 'unclear', what: `${status} with half a problem` }
  if (problem.status !== status) return { kind: 'unclear', what: `${problem.code} with ${status}` }
  // It tells a caller nothing: whatever leads to it is a fault of the relay.
  if (problem.code === 'internal') return { kind: 'unclear', what: 'internal' }
  const seconds = headers.get('retry-after')
  const retryAfterMs = seconds === null ? undefined : Number(seconds) * 1_000
  if (retryAfterMs !== undefined && !(retryAfterMs >= 0)) {
    return { kind: 'unclear', what: `${problem.code} with Retry-After ${seconds}` }
  }
  return { kind: 'problem', problem, retryAfterMs }
}

function problemOf(body: string): Problem | undefined {
  let parsed: unknown
  try {
    parsed = JSON.parse(body)
  } catch {
    return undefined
  }
  const members = new Map<string, unknown>(Object.entries(parsed ?? {}))
  const whole =
    Object.hasOwn(known, String(members.get('code'))) &&
    typeof members.get('status') === 'number' &&
    typeof members.get('retryable') === 'boolean' &&
    String(members.get('requestId') ?? '').length > 10
  // Safe: what the soak reads of it was checked on the lines above.
  return whole ? (parsed as Problem) : undefined
}
