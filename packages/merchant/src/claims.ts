import type { ResultClaims } from '@faceid-h5/protocol'
import { ResultError } from './result-error.js'
import { type Check, flag, number, object, oneOf, optional, text } from './shape.js'

/**
 * Reads the payload of a token whose signature holds as the claims of a result, and refuses whatever
 * lacks a claim or has one of another type: absent is not false, unknown is not passed.
 */
export function parseClaims(payload: Uint8Array): ResultClaims {
  const claims = parseJson(payload)
  if (!isResultClaims(claims)) throw new ResultError('claims_invalid')
  return claims
}

function parseJson(payload: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload))
  } catch (cause) {
    throw new ResultError('claims_invalid', { cause })
  }
}

// A table over every claim, so that the compiler asks for a line when one is added.
const checks: Record<keyof ResultClaims, Check> = {
  iss: text,
  aud: text,
  sub: text,
  jti: text,
  iat: number,
  exp: number,
  use_until: number,
  status: oneOf('passed', 'failed', 'expired'),
  reason: optional(text),
  mode: oneOf('native', 'overlay'),
  started_by: oneOf('browser', 'merchant'),
  handoff: flag,
  identity: oneOf('supplied', 'captured'),
  intention: optional(object({ mode: oneOf('reading', 'questions', 'nod'), digest: text })),
  consent: optional(object({ version: text, at: number })),
  sandbox: flag,
  evidence: text,
}

const isResultClaims = object<ResultClaims>(checks)
