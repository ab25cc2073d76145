// What a rehearsal writes down: names, types, sizes, codes and times. Never a value of a person, a token or a secret.
// `faceid-sandbox compare` reads this format; change both together.
import type { IntentionMode, Mode } from '@faceid-h5/protocol'
import { ProviderError } from '../../tencent/errors.js'

export interface Rehearsal {
  format: 'faceid-rehearsal/1'
  startedAt: string
  versions: { relay: string; node: string }
  endpoint: 'tencent' | 'sandbox'
  scene: { mode: Mode; identity: string; intention: IntentionMode | null }
  start: RecordedCall
  url: ReturnType<typeof recordUrl>
  bizToken: string
  /** The browser's return, as the relay at `publicUrl` saw it: parameter names only. */
  return: { seen: boolean; parameters: string[] }
  /** Against what was sent. */
  extraInText: 'same' | 'different' | 'absent'
  /** `pending` is the first read, `1` to `6` the parts of InfoType at the end. */
  reads: Record<string, RecordedCall>
  unknownToken: RecordedCall | null
  afterThreeDays: RecordedCall | null
  attempts: { made: number; charged: number }
  verdict: { relay: string | null; ours: string; operator: string }
  /** Every error code and result code that was met. */
  codes: string[]
}

export interface RecordedCall {
  /** `Success`, or the error code. */
  code: string
  milliseconds: number
  bytes: number
  fields: Record<string, RecordedField>
}

export interface RecordedField {
  /** `null`, `string`, `number`, `boolean`, `array`, `object`; several if the members of an array differ. */
  type: string
  /** Characters of a string, members of an array. */
  size?: number
  /** Of fields that hold a code, and of nothing else. */
  code?: string
}

/** Fields whose values are codes; the value is recorded only if it looks like one. */
const codeFields =
  /(^|\.)(ErrCode|Errcode|ErrorCode|LiveStatus|Livestatus|Comparestatus|FinalResultCode|FinalResultDetailCode|IntentionVerifyType|IsVerifyIntention|IsNeedCharge|LivenessMode|UseIDType)$/

/** Records the answer to a call that begins now. An API error is an answer too. */
export async function recordCall(
  calling: Promise<object>,
): Promise<{ call: RecordedCall; answer: Record<string, unknown> }> {
  const started = performance.now()
  const fields: RecordedCall['fields'] = {}
  let answer: Record<string, unknown> = {}
  let code = 'Success'
  try {
    answer = { ...(await calling) }
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    code = error.providerCode
  }
  const milliseconds = Math.round(performance.now() - started)
  recordFields(answer, '', fields)
  const bytes = code === 'Success' ? Buffer.byteLength(JSON.stringify(answer)) : 0
  return { call: { code, milliseconds, bytes, fields }, answer }
}

function recordFields(value: unknown, path: string, fields: RecordedCall['fields']): void {
  if (path !== '') {
    const type = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value
    const types = new Set([...(fields[path]?.type.split('|') ?? []), type])
    const code = codeFields.test(path) && /^(-?\d{1,6}|true|false)$/.test(String(value))
    fields[path] = {
      type: [...types].sort().join('|'),
      ...(typeof value === 'string' || Array.isArray(value) ? { size: value.length } : {}),
      ...(code ? { code: String(value) } : {}),
    }
  }
  if (Array.isArray(value)) for (const member of value) recordFields(member, `${path}[]`, fields)
  else if (typeof value === 'object' && value !== null)
    for (const [name, member] of Object.entries(value)) {
      // A name that is not one of an API may be a value.
      const shown = /^[A-Za-z][A-Za-z0-9]{0,39}$/.test(name) ? name : '(name)'
      recordFields(member, path === '' ? shown : `${path}.${shown}`, fields)
    }
}

export function recordUrl(url: unknown, bizToken: string) {
  if (!URL.canParse(String(url))) return null
  const { host, pathname, searchParams, hash } = new URL(String(url))
  const shown = (part: string) => (part.includes(bizToken) || part.length > 32 ? '(…)' : part)
  return {
    host,
    path: pathname.split('/').map(shown).join('/'),
    parameters: [...searchParams.keys()].map(shown),
    fragment: shown(hash),
    length: String(url).length,
  }
}

/** The form of a BizToken, such as `UUID, upper case`. */
export function tokenForm(token: string): string {
  const uuid = /^[\dA-F]{8}(-[\dA-F]{4}){3}-[\dA-F]{12}$/i.test(token)
  const letters =
    token === token.toUpperCase() ? 'upper' : token === token.toLowerCase() ? 'lower' : 'mixed'
  return `${uuid ? 'UUID' : `${token.length} characters`}, ${letters} case`
}
