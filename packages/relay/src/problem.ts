// The relay's errors: a stable code, a status, and a detail, which from 500 up is a fixed sentence.
// docs/codes.md explains each code.
import type { Problem, ProblemCode } from '@faceid-h5/protocol'

interface Kind {
  status: number
  title: string
  /** Default: false. */
  retryable?: true
}

export const problemKinds: Readonly<Record<ProblemCode, Kind>> = {
  invalid_request: { status: 400, title: 'The request is not valid' },
  field_not_allowed: { status: 400, title: 'This field may not be sent here' },
  scene_unknown: { status: 404, title: 'There is no such scene' },
  mode_unavailable: { status: 409, title: 'The scene has none of these modes' },
  origin_not_allowed: { status: 403, title: 'This origin is not allowed' },
  return_url_not_allowed: { status: 400, title: 'This return URL is not allowed' },
  return_url_too_long: { status: 400, title: 'The return URL is too long' },
  unauthorized: { status: 401, title: 'The API key is missing or wrong' },
  ticket_invalid: { status: 401, title: 'The ticket does not open this verification' },
  ticket_expired: { status: 410, title: 'The ticket has expired' },
  rate_limited: { status: 429, title: 'Too many requests', retryable: true },
  provider_busy: { status: 503, title: 'Tencent Cloud is busy', retryable: true },
  webhooks_unavailable: {
    status: 503,
    title: 'The webhook store does not take the job',
    retryable: true,
  },
  provider_unavailable: { status: 502, title: 'Tencent Cloud did not answer', retryable: true },
  merchant_misconfigured: { status: 500, title: 'The merchant’s FaceID set-up is not in order' },
  not_found: { status: 404, title: 'There is nothing here' },
  payload_too_large: { status: 413, title: 'The request is too large' },
  internal: { status: 500, title: 'Something went wrong in the relay', retryable: true },
}

const fixedDetail = 'It is not the user’s fault. The relay’s log says more under this request id.'

export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  /** Seconds, for `Retry-After`. */
  readonly retryAfter: number | undefined

  /** @param detail shown to the caller below 500: names what is wrong and what would be right, never a value of a person or a secret. */
  constructor(
    readonly code: ProblemCode,
    detail: string,
    { cause, retryAfter }: { cause?: unknown; retryAfter?: number } = {},
  ) {
    super(detail, { cause })
    this.retryAfter = retryAfter
  }
}

/** @throws {ProblemError} */
export function refuse(code: ProblemCode, detail: string): never {
  throw new ProblemError(code, detail)
}

export function problemOf(error: ProblemError, requestId: string): Problem {
  const { status, title, retryable = false } = problemKinds[error.code]
  return {
    type: `urn:faceid-h5:problem:${error.code}`,
    title,
    status,
    code: error.code,
    detail: status < 500 ? error.message : fixedDetail,
    requestId,
    retryable,
  }
}
