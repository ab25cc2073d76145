// Errors of calls to Tencent, sorted by who can fix them. Codes and request ids only: messages may quote what was sent.

/**
 * `transient`: try again. `busy`: a limit is reached. `misconfigured`: the merchant must fix it in the console or the
 * relay's settings. `gone`: Tencent no longer has the BizToken. `rejected`: Tencent does not accept the parameters.
 */
export type ProviderFault = 'transient' | 'busy' | 'misconfigured' | 'gone' | 'rejected'

export class ProviderError extends Error {
  override readonly name = 'ProviderError'
  constructor(
    readonly fault: ProviderFault,
    /**
     * Tencent's error code or one of the relay: `Network` (`Network.<errno>` if there is one), `Timeout`, `Http.<status>`,
     * `BadAnswer`, `AnswerTooLarge`, `CredentialsFailed`, `BreakerOpen`, `QueueTimeout`.
     */
    readonly providerCode: string,
    readonly providerRequestId?: string,
    /** With `busy`: when a call of this kind is likely to get its turn. */
    readonly retryAfterMs?: number,
  ) {
    super(`Tencent Cloud: ${providerCode}`)
  }
}

/** Tencent's request ids are UUIDs; anything else could be what was sent, and is not logged. */
export function requestIdOf(value: unknown): string | undefined {
  return typeof value === 'string' && /^[\dA-Za-z-]{1,64}$/.test(value) ? value : undefined
}

/** @param error `Response.Error` of Tencent's API, of whatever shape. */
export function apiError(error: unknown, requestId: string | undefined): ProviderError {
  const code: unknown = Object(error).Code
  if (typeof code !== 'string') return new ProviderError('transient', 'BadAnswer', requestId)
  // What does not look like a code is not repeated: it might quote what was sent.
  const readable = code.length <= 100 && /^[A-Za-z]+(\.[A-Za-z0-9]+)*$/.test(code)
  const known = readable ? code : 'UnreadableCode'
  return new ProviderError(faultOf(known), known, requestId)
}

const misconfigured =
  /^(AuthFailure|UnauthorizedOperation|UnsupportedRegion|MissingParameter|UnknownParameter|InvalidAction|NoSuchVersion)(\.|$)|\.(RuleIdNotExist|RuleIdDisabled|UnsupportEncryptField|DecryptSystemError|EncryptSystemError|StsUnAuthErrError)$/
const busy = /^(RequestLimitExceeded|LimitExceeded)(\.|$)/
const transient = /^(InternalError|ServiceUnavailable|ResourceUnavailable|FailedOperation)(\.|$)/

function faultOf(code: string): ProviderFault {
  if (misconfigured.test(code)) return 'misconfigured'
  if (busy.test(code)) return 'busy'
  if (transient.test(code)) return 'transient'
  if (code === 'InvalidParameterValue.BizTokenExpired') return 'gone'
  // InvalidParameter and whatever is not documented: repeating it as it is would not help.
  return 'rejected'
}
