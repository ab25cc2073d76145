/** Why a result token is refused. Codes are stable; messages may change. */
export type ResultErrorCode =
  /** Nothing was sent: the user has not passed, or the form was sent without the widget. */
  | 'token_missing'
  /** Not a compact JWS with `alg: EdDSA`, `typ: faceid-result+jwt` and a key id. */
  | 'token_malformed'
  /** The relay does not publish the key that the token names. */
  | 'key_unknown'
  /** The relay's keys cannot be read. The only retryable code. */
  | 'keys_unavailable'
  | 'signature_invalid'
  /** Signed, but not the claims of a result. */
  | 'claims_invalid'
  | 'issuer_mismatch'
  | 'scene_mismatch'
  | 'reference_mismatch'
  /** Dated in the future: one of the clocks is wrong. */
  | 'token_early'
  | 'token_expired'
  /** The token is fresh, but the verification is too long ago to be used. */
  | 'result_expired'
  | 'sandbox_refused'
  /** `accept: 'supplied'`, but the back end named no person. */
  | 'identity_not_supplied'
  /** The user confirmed other words than `intention`, or none. */
  | 'intention_mismatch'
  /** `reason` says why. */
  | 'not_passed'
  /** `consume` returned false: the verification was used for something else, or the order by another one. */
  | 'already_used'

/** What failed and what to do. The table of docs/codes.md. */
export const resultErrors: Readonly<Record<ResultErrorCode, string>> = {
  token_missing: 'No result token was sent: is the field you read the `name` of the element?',
  token_malformed: 'This is not a result token: pass on what the page sent, unchanged',
  key_unknown: 'The relay does not publish the key that signed this token: check `issuer`',
  keys_unavailable: 'The keys of the relay cannot be read: answer 503 and check the key URL',
  signature_invalid: 'The signature is wrong: the token was changed. Refuse it',
  claims_invalid: 'The claims are not those of a result: use one version of relay and package',
  issuer_mismatch: 'The token is from another relay: `issuer` must equal its `publicUrl`',
  scene_mismatch: 'The token is for another scene: use one verifier per scene',
  reference_mismatch: 'The token is about another reference: refuse it',
  token_early: 'The token is dated in the future: synchronise the clocks (NTP)',
  token_expired: 'The token is older than ten minutes: read the status again for a new one',
  result_expired: 'The verification is too old to be used: verify again',
  sandbox_refused: 'The result is from a sandbox: set `allowSandbox` for development only',
  identity_not_supplied:
    "The result is not about a person whom the back end named: start with `identity`, or `accept: 'anyone'`",
  intention_mismatch: 'The confirmed words are not the expected words: verify again',
  not_passed: 'The verification was not passed: see `reason`',
  already_used: '`consume` refused: the verification or the order was used before',
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
    super(resultErrors[code], 'cause' in options ? { cause: options.cause } : undefined)
    this.code = code
    this.retryable = code === 'keys_unavailable'
    if (options.reason !== undefined) this.reason = options.reason
  }
}

/** Checks the name, not the class: two copies of this package may be installed. */
export function isResultError(error: unknown): error is ResultError {
  return error instanceof Error && error.name === 'ResultError' && 'code' in error
}
