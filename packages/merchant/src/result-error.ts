/** Why a result token is not believed. Codes stay; messages may change. */
export type ResultErrorCode =
  /** Nothing was handed in: the user has not passed, or the form was sent without the widget. */
  | 'token_missing'
  /** Not a compact JWS with `alg: EdDSA`, `typ: faceid-result+jwt` and a key id. */
  | 'token_malformed'
  /** The relay does not publish the key that the token names. */
  | 'key_unknown'
  /** The relay's keys cannot be read just now. The only code that is nobody's trick: try again. */
  | 'keys_unavailable'
  | 'signature_invalid'
  /** Signed, but not the claims of a result. */
  | 'claims_invalid'
  | 'issuer_mismatch'
  | 'scene_mismatch'
  | 'reference_mismatch'
  /** Dated in the future: one of the two clocks is wrong. */
  | 'token_early'
  | 'token_expired'
  /** The token is fresh, but the verification is too long ago to be used. */
  | 'result_expired'
  | 'sandbox_refused'
  /** `accept: 'supplied'`, and it is not the person whom the back end named. */
  | 'identity_not_supplied'
  /** Other words were asked than those of `intention`, or none. */
  | 'intention_mismatch'
  /** `reason` says why. */
  | 'not_passed'
  /** `consume` says that this verification has been used for something else. */
  | 'already_used'

const messages: Record<ResultErrorCode, string> = {
  token_missing: 'No result token was handed in',
  token_malformed: 'This is not a result token',
  key_unknown: 'The relay does not publish the key that signed this token',
  keys_unavailable: 'The keys of the relay cannot be read at the moment',
  signature_invalid: 'The signature of this token does not hold',
  claims_invalid: 'The token is signed, but does not hold the claims of a result',
  issuer_mismatch: 'The token is from another relay',
  scene_mismatch: 'The token is for another scene',
  reference_mismatch: 'The token is about another reference',
  token_early: 'The token is dated in the future: compare the clocks',
  token_expired: 'The token is older than ten minutes: ask for a fresh one',
  result_expired: 'The verification is too long ago to be used',
  sandbox_refused: 'The result comes from a sandbox',
  identity_not_supplied: 'The result is not about a person whom the back end named',
  intention_mismatch: 'The words that were confirmed are not the words expected',
  not_passed: 'The verification was not passed',
  already_used: 'The verification has been used before, for something else',
}

/** Thrown by `verify`. Holds no claim of the token, but `reason` once the token has been verified. */
export class ResultError extends Error {
  override readonly name = 'ResultError'
  readonly code: ResultErrorCode
  /** Whether the same call may succeed later: answer 503 rather than 4xx. */
  readonly retryable: boolean
  /** With `not_passed`: the `ReasonCode` in the token, or its status where it names no reason. */
  readonly reason?: string

  constructor(code: ResultErrorCode, options: { reason?: string; cause?: unknown } = {}) {
    super(messages[code], 'cause' in options ? { cause: options.cause } : undefined)
    this.code = code
    this.retryable = code === 'keys_unavailable'
    if (options.reason !== undefined) this.reason = options.reason
  }
}

/** By name, not by class: two copies of this package may be installed. */
export function isResultError(error: unknown): error is ResultError {
  return error instanceof Error && error.name === 'ResultError' && 'code' in error
}
