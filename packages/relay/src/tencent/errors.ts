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
     * `BadAnswer`, `AnswerTooLarge`, `CredentialsFailed`, `SdkNotLoaded`, `BreakerOpen`, `QueueTimeout`.
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

/**
 * Sorts what the SDK threw. Its errors have four shapes and no exported class.
 * @throws the error itself if it can only be a fault of the relay.
 */
export function providerError(
  error: unknown,
  { answered, errno }: { answered: boolean; errno?: string },
): ProviderError {
  // Safe: each member is checked before it is used.
  const thrown = (typeof error === 'object' && error !== null ? error : {}) as Record<
    string,
    unknown
  >
  const requestId = requestIdOf(thrown.requestId)
  if (typeof thrown.httpCode === 'number') {
    return new ProviderError('transient', `Http.${thrown.httpCode}`, requestId)
  }
  if (typeof thrown.code === 'string' && typeof thrown.requestId === 'string') {
    // What does not look like a code is not repeated: it might quote what was sent.
    const code = /^[A-Za-z]+(\.[A-Za-z0-9]+)*$/.test(thrown.code) ? thrown.code : 'UnreadableCode'
    return new ProviderError(faultOf(code), code, requestId)
  }
  // node-fetch: a body that is no JSON; the SDK: a TypeError on `{}`.
  if (answered) return new ProviderError('transient', 'BadAnswer')
  // The SDK repeats only the message of a network error, without its class.
  if (error instanceof TypeError || error instanceof RangeError) throw error
  return new ProviderError('transient', errno === undefined ? 'Network' : `Network.${errno}`)
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
