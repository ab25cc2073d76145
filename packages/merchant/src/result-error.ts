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
  /** `consume` says no: the verification was used for something else, or the order by another verification. */
  | 'already_used'

export const resultErrors: Readonly<Record<ResultErrorCode, { message: string; cure: string }>> = {
  token_missing: {
    message: 'No result token was handed in',
    cure: 'Ask the user to verify first. If they have: does the form hold the element, and is `name` the field you read?',
  },
  token_malformed: {
    message: 'This is not a result token',
    cure: 'Hand on what the page sent, unchanged. Otherwise somebody tries something.',
  },
  key_unknown: {
    message: 'The relay does not publish the key that signed this token',
    cure: 'Is `issuer` the `publicUrl` of the relay that this page uses? After a leaked RELAY_SECRET was dropped: verify anew.',
  },
  keys_unavailable: {
    message: 'The keys of the relay cannot be read at the moment',
    cure: 'Answer 503 and let the page send the form again. Can your back end reach `<issuer>/.well-known/jwks.json`?',
  },
  signature_invalid: {
    message: 'The signature of this token does not hold',
    cure: 'Refuse. Somebody changed the token.',
  },
  claims_invalid: {
    message: 'The token is signed, but does not hold the claims of a result',
    cure: 'Install relay and merchant package of the same version.',
  },
  issuer_mismatch: {
    message: 'The token is from another relay',
    cure: 'Write `issuer` exactly as `publicUrl` stands in the relay’s configuration.',
  },
  scene_mismatch: {
    message: 'The token is for another scene',
    cure: 'Use one verifier for each scene. A pass for a small thing is none for a big one.',
  },
  reference_mismatch: {
    message: 'The token is about another reference',
    cure: 'Refuse. Give the element the id of the very order that you look up by the user’s session.',
  },
  token_early: {
    message: 'The token is dated in the future: compare the clocks',
    cure: 'Let the clocks of relay and back end be kept right (NTP).',
  },
  token_expired: {
    message: 'The token is older than ten minutes: ask for a fresh one',
    cure: 'Ask the page for a fresh one: `check()` of the element, or `relay.read(id, ticket)` in your back end.',
  },
  result_expired: {
    message: 'The verification is too long ago to be used',
    cure: 'Verify anew. Results may be used until `use_until`.',
  },
  sandbox_refused: {
    message: 'The result comes from a sandbox',
    cure: 'In production this is right. For development set `allowSandbox: true`.',
  },
  identity_not_supplied: {
    message: 'The result is not about a person whom the back end named',
    cure: "Let your back end start it with name and number (`start-url`), or say `accept: 'anyone'` and read the evidence.",
  },
  intention_mismatch: {
    message: 'The words that were confirmed are not the words expected',
    cure: 'Refuse. Show the user the present words and verify anew; hand `verify` exactly the words that were sent at the start.',
  },
  not_passed: {
    message: 'The verification was not passed',
    cure: '`error.reason` says why: see the reasons above. Let the user try again.',
  },
  already_used: {
    message: '`consume` says no: this verification or this order has been used already',
    cure: 'Look at the order. If it is signed, another verification did it (two tabs, say): tell the user so. Otherwise refuse, and start another one for it.',
  },
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
    super(resultErrors[code].message, 'cause' in options ? { cause: options.cause } : undefined)
    this.code = code
    this.retryable = code === 'keys_unavailable'
    if (options.reason !== undefined) this.reason = options.reason
  }
}

/** By name, not by class: two copies of this package may be installed. */
export function isResultError(error: unknown): error is ResultError {
  return error instanceof Error && error.name === 'ResultError' && 'code' in error
}
