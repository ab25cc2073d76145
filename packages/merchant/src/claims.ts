import type { ResultClaims } from '@faceid-h5/protocol'
import { ResultError } from './result-error.js'

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

type Check = (value: unknown) => boolean

const text: Check = (value) => typeof value === 'string' && value !== ''
const flag: Check = (value) => typeof value === 'boolean'
const time: Check = (value) => typeof value === 'number' && Number.isFinite(value)
const oneOf =
  (...values: string[]): Check =>
  (value) =>
    typeof value === 'string' && values.includes(value)
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value)
const object =
  (checks: Record<string, Check>): Check =>
  (value) =>
    isRecord(value) && Object.entries(checks).every(([name, check]) => check(value[name]))

// A table over every claim, so that the compiler asks for a line when one is added.
const checks: Record<keyof ResultClaims, Check> = {
  iss: text,
  aud: text,
  sub: text,
  jti: text,
  iat: time,
  exp: time,
  use_until: time,
  status: oneOf('passed', 'failed', 'expired'),
  reason: optional(text),
  mode: oneOf('native', 'overlay'),
  started_by: oneOf('browser', 'merchant'),
  handoff: flag,
  identity: oneOf('supplied', 'captured'),
  intention: optional(object({ mode: oneOf('reading', 'questions', 'nod'), digest: text })),
  consent: optional(object({ version: text, at: time })),
  sandbox: flag,
  evidence: text,
}

function isResultClaims(value: unknown): value is ResultClaims {
  return object(checks)(value)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
