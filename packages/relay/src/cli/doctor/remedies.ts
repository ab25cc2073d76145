// What an error code of Tencent Cloud means to an operator, and what to do.
import { type Say, type TextKey, texts } from '../messages.js'

/** Codes that have the remedy of another one. */
const sameAs: Readonly<Record<string, string>> = {
  MissingParameter: 'InvalidParameter',
  'FailedOperation.DecryptSystemError': 'InvalidParameter.UnsupportEncryptField',
  FailedOperation: 'InternalError',
  LimitExceeded: 'InternalError',
  ServiceUnavailable: 'InternalError',
  ResourceUnavailable: 'InternalError',
  Http: 'InternalError',
}

/** Nothing else can succeed before this is fixed. */
const stopping = /^(AuthFailure|IpNotInWhitelist|Network|Timeout|BadAnswer)(\.|$)/

/**
 * @param code Tencent's, or one of `ProviderError`. A code without a remedy has that of its family.
 * @returns what it is, why it matters, what to do.
 */
export function remedyOf(code: string, say: Say): { stops: boolean; lines: string[] } {
  const family = code.split('.')[0] ?? ''
  const key = keyOf(code) ?? keyOf(family) ?? 'tencent.unknown'
  const stops = stopping.test(code)
  const why = stops || family === 'UnauthorizedOperation' ? 'why.nobody' : 'why.scene'
  const [what = '', ...toDo] = say(key).split('\n')
  return { stops, lines: [what, say(why), ...toDo] }
}

function keyOf(code: string): TextKey | undefined {
  const key = `tencent.${sameAs[code] ?? code}`
  // Safe: it is a key of this very table.
  return Object.hasOwn(texts.en, key) ? (key as TextKey) : undefined
}
