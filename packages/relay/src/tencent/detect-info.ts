// Reduces an answer of GetDetectInfoEnhanced to the facts of a verdict: no name, no number, no image.
// A value of an undocumented shape becomes `NaN` or `'unreadable'`, which never passes.
import type { IntentionMode } from '@faceid-h5/protocol'
import type { Responses, Unchecked } from './api-types.js'

export interface DetectFacts {
  /** `Text.ErrCode`: the face only. */
  faceCode: number | undefined
  /** `Text.Extra`: the verification's id, if Tencent returns it. */
  extra?: string
  /** `Text.LivenessInfoTag`. */
  livenessTags: string[]
  /** `IsVerifyIntention`; absent is not false. */
  intentionDone?: boolean
  /** By `IntentionVerifyType`. */
  intentionMode?: IntentionMode | 'unreadable'
  /** The result code of each mode; `intentionMode` tells which one counts. */
  intentionCodes: { [mode in IntentionMode]?: number | undefined }
}

const modes: ReadonlyMap<string, IntentionMode> = new Map([
  ['0', 'questions'],
  ['1', 'nod'],
  ['2', 'reading'],
])

/** @param response `Response` of GetDetectInfoEnhanced, of whatever shape. */
export function detectFacts(response: unknown): DetectFacts {
  const answer = members<Result>(response)
  const text = partOf(answer, 'Text')
  const facts: DetectFacts = {
    faceCode: code(text.ErrCode),
    livenessTags: Array.isArray(text.LivenessInfoTag)
      ? text.LivenessInfoTag.filter((tag) => typeof tag === 'string').slice(0, 20)
      : [],
    intentionCodes: {
      questions: code(partOf(answer, 'IntentionQuestionResult').FinalResultDetailCode),
      nod: code(partOf(answer, 'IntentionActionResult').FinalResultDetailCode),
      reading: code(partOf(answer, 'IntentionVerifyData').ErrorCode),
    },
  }
  if (present(text.Extra) && text.Extra !== '') facts.extra = String(text.Extra)
  // Only `false` means that no intention was performed. Any other value counts as performed, and needs its proof.
  if (present(answer.IsVerifyIntention)) facts.intentionDone = answer.IsVerifyIntention !== false
  const type = answer.IntentionVerifyType
  if (present(type) && type !== '') {
    const readable = typeof type === 'string' || typeof type === 'number'
    facts.intentionMode = (readable ? modes.get(String(type)) : undefined) ?? 'unreadable'
  }
  return facts
}

function present(value: unknown): boolean {
  return value !== undefined && value !== null
}

/** @returns undefined if Tencent sent null or nothing, NaN if it sent anything else than a number. */
function code(value: unknown): number | undefined {
  if (!present(value)) return undefined
  return typeof value === 'number' ? value : Number.NaN
}

type Result = Responses['GetDetectInfoEnhanced']

/** The members of a part of the answer; none if it is no object. */
export function partOf<K extends keyof Result>(answer: Unchecked<Result>, name: K) {
  return members<NonNullable<Result[K]>>(answer[name])
}

/** The members of an object that should be a `T`; none if it is no object. */
export function members<T>(value: unknown): Unchecked<T> {
  return typeof value === 'object' && value !== null ? value : {}
}
