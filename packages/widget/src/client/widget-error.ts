import type { ProblemCode } from '@faceid-h5/protocol'

/** The one error class of this package. `code` is stable, `message` is for developers and is not. */
export class WidgetError extends Error {
  declare readonly code: WidgetErrorCode
  /** Whether the same may succeed later. */
  declare readonly retryable: boolean
  declare readonly cause: unknown

  constructor(code: WidgetErrorCode, message: string = code, retryable = false, cause?: unknown) {
    super(message)
    // Chrome 86 and iOS 14 have no `cause` in `Error`.
    Object.assign(this, { name: 'WidgetError', code, retryable, cause })
  }
}

export type WidgetErrorCode =
  | ProblemCode
  /** The device has no network connection. */
  | 'offline'
  /** No answer from the relay or `start-url`, or one blocked by CORS or CSP. */
  | 'relay_unreachable'
  /** No answer within the timeout. */
  | 'relay_slow'
  /** An answer that is not one of the relay's API. */
  | 'answer_unreadable'
  /** The address in the answer is not one of Tencent's hosted page. */
  | 'hosted_url_refused'
  /** No mode can run in this environment. */
  | 'environment_unsupported'
  /** The page is in a frame, and Tencent's page needs the top level. */
  | 'embedded'
  /** `reset()` or `cancel()` came before the start was done. */
  | 'cancelled'
  /** An attribute or option is missing or malformed. */
  | 'option_invalid'

/** Also recognises errors of another copy of this package on the page. */
export function isWidgetError(value: unknown): value is WidgetError {
  return value instanceof Error && value.name === 'WidgetError'
}
