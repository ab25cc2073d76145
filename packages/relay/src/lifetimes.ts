// The times of one verification: how long it is open, when a failure becomes final, how long results are kept.

const minute = 60_000
const hour = 60 * minute

/** A BizToken, and with it the hosted page, is good for 7,200 seconds (D 82222). */
export const hostedPageTtlMs = 2 * hour
/** An attempt in progress when the time runs out may still end in a pass. */
export const finalizationGraceMs = 15 * minute
/** Tencent keeps results for three days (D 82222). */
export const retentionMs = 72 * hour
/** A result token's life. */
export const resultTokenTtlMs = 10 * minute
