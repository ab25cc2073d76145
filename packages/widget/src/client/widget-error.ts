import type { ProblemCode } from '@faceid-h5/protocol'

/** The one error class of this package. `code` is stable, `message` is for developers and is not. */
export class WidgetError extends Error {
  declare readonly code: WidgetErrorCode
  /** Whether the same may succeed later. */
  declare readonly retryable: boolean
  declare readonly cause: unknown

  constructor(code: WidgetErrorCode, message: string = code, retryable = false, cause?: unknown) {
    super(message)
    // Not left to `Error`: Chrome 86 and iOS 14 do not know its cause.
    Object.assign(this, { name: 'WidgetError', code, retryable, cause })
  }
}

export type WidgetErrorCode =
  | ProblemCode
  /** The device has no network. */
  | 'offline'
  /** The relay, or the merchant's `start-url`, cannot be reached: no answer, or one blocked by CORS or CSP. */
  | 'relay_unreachable'
  /** No answer within the time allowed. */
  | 'relay_slow'
  /** An answer, but not one of the contract. */
  | 'answer_unreadable'
  /** The answer's address is not one of Tencent's hosted page. */
  | 'hosted_url_refused'
  /** Nothing can run in this environment. */
  | 'environment_unsupported'
  /** `reset()` or `callOff()` came before the start was done. */
  | 'cancelled'
  /** An attribute or option is missing or malformed. */
  | 'option_invalid'

/** Works for errors of another copy of this package on the same page too. */
export function isWidgetError(value: unknown): value is WidgetError {
  return value instanceof Error && value.name === 'WidgetError'
}
