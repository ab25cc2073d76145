/** What a test says when it plays the user: `sandbox.finish(bizToken, outcome)`. */
export interface Outcome {
  /** `Text.ErrCode` of this attempt; 0 when left out. `null`: begun, nothing decided yet. */
  face?: number | null
  /** The intention's code; 0 when left out, the face passed and the rule has an intention. `null`: not reached. */
  intention?: number | null
  /** `Sim`, "0.00" to "100.00". */
  similarity?: string
  /** `LivenessInfoTag`, "01" to "14". Answered for enhanced (intention) rules only. */
  livenessTags?: readonly string[]
  /** Fields that Tencent has been seen to leave out. */
  omit?: readonly OmittableField[]
}

export type OmittableField =
  | 'IsVerifyIntention'
  | 'IntentionVerifyType'
  | 'Extra'
  | 'LivenessDetail'

export const omittableFields: readonly OmittableField[] = [
  'IsVerifyIntention',
  'IntentionVerifyType',
  'Extra',
  'LivenessDetail',
]
