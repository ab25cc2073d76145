import type { ResultClaims } from '@faceid-h5/protocol'
import { compactVerify, errors } from 'jose'
import { parseClaims } from './claims.js'
import {
  checkExpectation,
  type Expectation,
  meetExpectation,
  type OpenExpectation,
} from './expectation.js'
import type { KeySet } from './key-set.js'
import { dateOf, type PassedResult, type Result, resultOf } from './result.js'
import { ResultError } from './result-error.js'
import { type ResultVerifierOptions, verifierSettings } from './verifier-options.js'

export interface ResultVerifier {
  /**
   * Verifies a result token, or throws a `ResultError` with a `code`. `token` is whatever the browser sent.
   * An error of `consume` is thrown as it is; a wrong expectation is a `TypeError`.
   */
  verify(token: unknown, expected: Expectation): Promise<PassedResult>
  verify(token: unknown, expected: OpenExpectation): Promise<Result>
}

/** Verifies result tokens of one scene. Create it once: it keeps the relay's keys. */
export function createResultVerifier(options: ResultVerifierOptions): ResultVerifier {
  const settings = verifierSettings(options)

  async function verify(token: unknown, expected: Expectation | OpenExpectation): Promise<Result> {
    checkExpectation(expected)
    const claims = await signedClaims(token, settings.keySet)
    meetExpectation(claims, expected, settings)
    const result = resultOf(claims)
    if (result.status === 'passed') {
      // A token is refused only from `use_until` + tolerance on: the use must be remembered as long.
      const until = dateOf(claims.use_until + settings.toleranceSeconds)
      const consumed = await settings.consume(result.id, result.reference, until)
      // A forgotten `return` is neither a refusal nor a permission.
      if (typeof consumed !== 'boolean') throw new TypeError('`consume` must return true or false')
      if (!consumed) throw new ResultError('already_used')
    }
    return result
  }

  // The overloads state what `meetExpectation` guarantees: without `status: 'any'` only `passed` comes back.
  return { verify: verify as ResultVerifier['verify'] }
}

const MAX_TOKEN_LENGTH = 8192

async function signedClaims(token: unknown, keySet: KeySet): Promise<ResultClaims> {
  if (token === undefined || token === null || token === '') throw new ResultError('token_missing')
  if (typeof token !== 'string' || token.length > MAX_TOKEN_LENGTH) {
    throw new ResultError('token_malformed')
  }
  try {
    const { payload } = await compactVerify(
      token,
      (header, jws) => {
        // Another kind of token under the same key is not a result.
        if (header.typ !== 'faceid-result+jwt' || !header.kid) {
          throw new ResultError('token_malformed')
        }
        return keySet(header, jws)
      },
      { algorithms: ['EdDSA'] },
    )
    return parseClaims(payload)
  } catch (cause) {
    if (cause instanceof errors.JWSSignatureVerificationFailed) {
      throw new ResultError('signature_invalid', { cause })
    }
    if (cause instanceof errors.JWKSNoMatchingKey) throw new ResultError('key_unknown', { cause })
    if (cause instanceof errors.JOSEError) throw new ResultError('token_malformed', { cause })
    throw cause
  }
}
