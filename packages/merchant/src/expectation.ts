import type { Intention, ResultClaims } from '@faceid-h5/protocol'
import { intentionDigest } from './intention-digest.js'
import { ResultError, type ResultErrorCode } from './result-error.js'

/** What the back end knows before it looks at the token. */
export interface Expectation {
  /** The merchant's own id of the order, contract or user; from the back end's own records, not from the token's sender. */
  reference: string
  /**
   * Whose face it may be. `supplied` (default): the person whose name and number the back end sent when it
   * started the verification. `anyone`: some living person; read the evidence to learn who.
   */
  accept?: 'supplied' | 'anyone'
  /** The exact words that were to be confirmed. Without it the words are not checked. */
  intention?: Intention
  status?: 'passed'
}

/** A failed or an expired result is returned too, and never consumed. */
export interface OpenExpectation extends Omit<Expectation, 'status'> {
  status: 'any'
}

export interface Trust {
  issuer: string
  scene: string
  allowSandbox: boolean
  toleranceSeconds: number
  now: () => number
}

/** Compares signed claims with what is expected, and throws the code of the first that differs. */
export function meetExpectation(
  claims: ResultClaims,
  expected: Expectation | OpenExpectation,
  trust: Trust,
): void {
  const { reference, accept = 'supplied', intention, status = 'passed' } = expected
  const now = trust.now() / 1000
  const checks: [holds: boolean, otherwise: ResultErrorCode][] = [
    [claims.iss === trust.issuer, 'issuer_mismatch'],
    [claims.aud === trust.scene, 'scene_mismatch'],
    [claims.sub === reference, 'reference_mismatch'],
    [claims.iat <= now + trust.toleranceSeconds, 'token_early'],
    [now - trust.toleranceSeconds < claims.exp, 'token_expired'],
    [now - trust.toleranceSeconds < claims.use_until, 'result_expired'],
    [!claims.sandbox || trust.allowSandbox, 'sandbox_refused'],
    [accept === 'anyone' || isNamed(claims), 'identity_not_supplied'],
    [intention === undefined || hasWords(claims, intention), 'intention_mismatch'],
  ]
  for (const [holds, otherwise] of checks) if (!holds) throw new ResultError(otherwise)
  if (status === 'passed' && claims.status !== 'passed') {
    throw new ResultError('not_passed', { reason: claims.reason ?? claims.status })
  }
}

/** An expectation is the merchant's own code: a wrong one is a mistake in a program, not in a token. */
export function checkExpectation({
  reference,
  accept,
  status,
}: Expectation | OpenExpectation): void {
  if (typeof reference !== 'string' || !/^[A-Za-z0-9._:-]{1,64}$/.test(reference)) {
    throw new TypeError('`reference` must be 1–64 of A-Za-z0-9._:-')
  }
  if (accept !== undefined && accept !== 'supplied' && accept !== 'anyone') {
    throw new TypeError('`accept` must be `supplied` or `anyone`')
  }
  if (status !== undefined && status !== 'passed' && status !== 'any') {
    throw new TypeError('`status` must be `passed` or `any`')
  }
}

function isNamed({ identity, started_by }: ResultClaims): boolean {
  return identity === 'supplied' && started_by === 'merchant'
}

function hasWords({ intention: asked }: ResultClaims, words: Intention): boolean {
  return asked?.mode === words.mode && asked.digest === intentionDigest(words)
}
