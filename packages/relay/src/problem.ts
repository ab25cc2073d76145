// The relay's errors: a stable code, a status, and a detail that helps below 500 and says nothing from 500 up.
import type { Problem, ProblemCode } from '@faceid-h5/protocol'

interface Kind {
  status: number
  title: string
  retryable: boolean
  /** For the documents: how it comes about, and what to do. */
  cause: string
  cure: string
}

export const problemKinds: Readonly<Record<ProblemCode, Kind>> = {
  invalid_request: {
    status: 400,
    title: 'The request is not valid',
    retryable: false,
    cause: 'A field is missing or malformed, or the body is not JSON. The detail names the field.',
    cure: 'Correct that field. From the widget: look at the attributes of the element. From a back end: compare the body with `/openapi.json`.',
  },
  field_not_allowed: {
    status: 400,
    title: 'This field may not be sent here',
    retryable: false,
    cause:
      'The body has a field that is unknown, or that this caller or this scene does not allow.',
    cure: 'Leave it out. Name, number, photo and words come from your back end with its API key; `handoff` and `identity` must be in the scene’s configuration.',
  },
  scene_unknown: {
    status: 404,
    title: 'There is no such scene',
    retryable: false,
    cause: 'The relay’s configuration has no scene of this name.',
    cure: 'Compare the attribute `scene` with the names under `scenes`, and restart the relay after a change.',
  },
  mode_unavailable: {
    status: 409,
    title: 'The scene has none of these modes',
    retryable: false,
    cause: 'The scene has no RuleId for any mode that can run where the page is open.',
    cure: 'Give the scene the missing RuleId (`rules.native`, `rules.overlay`). WeCom and other browsers need `overlay`.',
  },
  origin_not_allowed: {
    status: 403,
    title: 'This origin is not allowed',
    retryable: false,
    cause:
      'The page’s origin is not in the configuration, or something that is no page called without an API key.',
    cure: 'Add the origin that the detail names to `allowedOrigins`. The origin of `publicUrl` is allowed by itself.',
  },
  return_url_not_allowed: {
    status: 400,
    title: 'This return URL is not allowed',
    retryable: false,
    cause: 'The page is not at or below one of the scene’s `returnUrls`.',
    cure: 'Add its address to `returnUrls`, or set `return-url`. Path segments are compared whole.',
  },
  return_url_too_long: {
    status: 400,
    title: 'The return URL is too long',
    retryable: false,
    cause:
      'Tencent takes 1,024 characters for the whole address; about 500 of them are left for yours.',
    cure: 'Set a shorter `return-url`, and keep what it carried in your own session.',
  },
  unauthorized: {
    status: 401,
    title: 'The API key is missing or wrong',
    retryable: false,
    cause:
      'The scene is started by the merchant, and the API key is missing, wrong, or not for this scene.',
    cure: 'From a page: set `start-url`. From a back end: send `Authorization: Bearer <MERCHANT_API_KEY>`; see `apiKeys` where keys are limited to scenes.',
  },
  ticket_invalid: {
    status: 401,
    title: 'The ticket does not open this verification',
    retryable: false,
    cause:
      'The ticket is missing, was changed, belongs to another verification, or was sealed under a RELAY_SECRET that is gone.',
    cure: 'Let the user begin again; the widget does that by itself. If it happens to many at once, compare RELAY_SECRET of all relays.',
  },
  ticket_expired: {
    status: 410,
    title: 'The ticket has expired',
    retryable: false,
    cause: 'The verification was started more than three days ago; Tencent keeps nothing longer.',
    cure: 'Begin a new verification. Fetch results and evidence within three days.',
  },
  rate_limited: {
    status: 429,
    title: 'Too many requests',
    retryable: true,
    cause:
      'One client address, API key or ticket asks more often than `limits` allow, or an address guesses API keys.',
    cure: 'Wait as long as `Retry-After` says. If all users share one limit, set `TRUST_PROXY`.',
  },
  provider_busy: {
    status: 503,
    title: 'Tencent Cloud is busy',
    retryable: true,
    cause: 'The account’s 100 calls a second are used up, or too many calls wait.',
    cure: 'Try again after `Retry-After`. If it stays so, look for something else that calls with the same account.',
  },
  provider_unavailable: {
    status: 502,
    title: 'Tencent Cloud did not answer',
    retryable: true,
    cause: 'Network, time-out, an answer that can’t be read, or trouble at Tencent Cloud.',
    cure: 'Try again after `Retry-After`. If it stays so, run `faceid-relay doctor`.',
  },
  merchant_misconfigured: {
    status: 500,
    title: 'The merchant’s FaceID set-up is not in order',
    retryable: false,
    cause:
      'Tencent Cloud refuses: credentials, RuleId, arrears, or a scene that does not fit its business flow.',
    cure: 'Run `faceid-relay doctor`: it says which and what to do. `/readyz` names the scene, the log has Tencent’s code.',
  },
  not_found: {
    status: 404,
    title: 'There is nothing here',
    retryable: false,
    cause: 'No such address, no such evidence handle, or Tencent Cloud has no medium of this kind.',
    cure: 'Compare the address with `/openapi.json`. Is the path of `publicUrl` handed on by the proxy as it is?',
  },
  payload_too_large: {
    status: 413,
    title: 'The request is too large',
    retryable: false,
    cause:
      'A page sent more than 16 kB, a back end more than a photo needs, or headers are too long.',
    cure: 'Send photos from the back end: at most 3 MB as base64.',
  },
  internal: {
    status: 500,
    title: 'Something went wrong in the relay',
    retryable: true,
    cause: 'A fault of the relay.',
    cure: 'Look for the `requestId` in the relay’s log, and report it.',
  },
}

const fixedDetail = 'It is not the user’s fault. The relay’s log says more under this request id.'

export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly code: ProblemCode
  /** Seconds, for `Retry-After`. */
  readonly retryAfter: number | undefined

  /** @param detail shown to the caller below 500: names what is wrong and what would be right, never a value of a person or a secret. */
  constructor(
    code: ProblemCode,
    detail: string,
    options: { cause?: unknown; retryAfter?: number } = {},
  ) {
    super(detail, { cause: options.cause })
    this.code = code
    this.retryAfter = options.retryAfter
  }
}

export function isProblemError(error: unknown): error is ProblemError {
  return error instanceof ProblemError
}

export function problemOf(error: ProblemError, requestId: string): Problem {
  const { status, title, retryable } = problemKinds[error.code]
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
