/** Stable codes of the relay's problem documents. */
export type ProblemCode =
  | 'invalid_request'
  | 'field_not_allowed'
  | 'scene_unknown'
  | 'mode_unavailable'
  | 'origin_not_allowed'
  | 'return_url_not_allowed'
  | 'return_url_too_long'
  | 'unauthorized'
  | 'ticket_invalid'
  | 'ticket_expired'
  | 'rate_limited'
  | 'provider_busy'
  | 'webhooks_unavailable'
  | 'provider_unavailable'
  | 'merchant_misconfigured'
  | 'not_found'
  | 'payload_too_large'
  | 'internal'

/** `application/problem+json` (RFC 9457), the body of every error of the relay. */
export interface Problem {
  type: string
  title: string
  status: number
  code: ProblemCode
  detail: string
  requestId: string
  /** Whether the same request may succeed later. `Retry-After` says when, where it is known. */
  retryable: boolean
}
