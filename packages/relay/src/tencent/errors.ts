// What went wrong at Tencent, sorted by who can mend it. Codes and request ids only: messages may quote what was sent.

/**
 * `transient`: try again. `misconfigured`: the merchant must fix it in the console or the relay's settings.
 * `gone`: Tencent no longer knows the BizToken. `rejected`: Tencent did not like what was sent.
 */
export type ProviderFault = 'transient' | 'busy' | 'misconfigured' | 'gone' | 'rejected'

export class ProviderError extends Error {
  override readonly name = 'ProviderError'
  readonly fault: ProviderFault
  /** Tencent's error code, or `Network`, `Timeout`, `Http.<status>`, `BadAnswer`, `SdkNotLoaded`. */
  readonly providerCode: string
  readonly providerRequestId: string | undefined

  constructor(fault: ProviderFault, providerCode: string, providerRequestId?: string) {
    super(`Tencent Cloud: ${providerCode}`)
    this.fault = fault
    this.providerCode = providerCode
    this.providerRequestId = providerRequestId
  }
}

/** Sorts whatever the SDK threw: see the traps of its core, which has four shapes of error and exports no class. */
export function providerError(error: unknown): ProviderError {
  if (error instanceof ProviderError) return error
  // Safe: each member is checked before it is used.
  const thrown = (typeof error === 'object' && error !== null ? error : {}) as Record<
    string,
    unknown
  >
  const requestId =
    typeof thrown.requestId === 'string' && thrown.requestId !== '' ? thrown.requestId : undefined
  if (typeof thrown.httpCode === 'number') {
    return new ProviderError('transient', `Http.${thrown.httpCode}`, requestId)
  }
  if (typeof thrown.code === 'string' && requestId !== undefined) {
    // What does not look like a code is not repeated: it might quote what was sent.
    const code = /^[A-Za-z]+(\.[A-Za-z0-9]+)*$/.test(thrown.code) ? thrown.code : 'UnreadableCode'
    return new ProviderError(faultOf(code), code, requestId)
  }
  // node-fetch: a body that is no JSON; the SDK: a TypeError on `{}`.
  if (thrown.type === 'invalid-json' || error instanceof TypeError)
    return new ProviderError('transient', 'BadAnswer')
  const timedOut = /timeout|timed out|abort/i.test(String(thrown.message ?? ''))
  return new ProviderError('transient', timedOut ? 'Timeout' : 'Network')
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
