/** What a test says when it plays the user: `sandbox.finish(bizToken, outcome)`. */
export interface Outcome {
  /** `Text.ErrCode` of this attempt; default 0. `null`: begun, and nothing decided yet. */
  face?: number | null
  /** The intention's code; default 0 where the face passed and the rule has one. `null`: not reached. */
  intention?: number | null
  /** `Sim`, "0.00" to "100.00". */
  similarity?: string
  /** `LivenessInfoTag`, "01" to "14". Answered for enhanced (intention) rules only. */
  livenessTags?: readonly string[]
  /** Fields to leave out of the answers from now on, as Tencent has been seen to do. */
  omit?: readonly OmittableField[]
}

export const omittableFields = [
  'IsVerifyIntention',
  'IntentionVerifyType',
  'Extra',
  'LivenessDetail',
] as const

export type OmittableField = (typeof omittableFields)[number]
