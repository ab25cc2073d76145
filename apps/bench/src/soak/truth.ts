// What may be said of a verification at a moment, from what its shopper has really done; anything else is a fault.
import type { VerificationState } from '@faceid-h5/protocol'
import type { Ending } from './ledger.js'

export interface Truth {
  id: string
  /** Everything on the hosted page that decides is done. */
  done: boolean
  /** The two hours and the quarter are over. */
  over: boolean
  /** Reasons of attempts that were made. */
  reasons: readonly string[]
  expected: Ending
}

/** @returns what is not true of a state that the relay answered. */
export function faultOf(state: VerificationState, truth: Truth): string | undefined {
  const { status, final, reason, resultToken, nextPollAfterMs } = state
  const { done, over, reasons, expected } = truth
  const shown = `${status}${final ? ', final' : ''}${reason ? ` (${reason.code})` : ''}`
  if (state.id !== truth.id) return 'the state of another verification'
  if (final !== (resultToken !== undefined)) return `${shown}: final and the result token disagree`
  if (final ? nextPollAfterMs !== 0 : !(nextPollAfterMs > 0 && nextPollAfterMs <= 60_000)) {
    return `${shown}: ask again after ${nextPollAfterMs} ms`
  }
  if (status === 'pending') return final ? `${shown}: pending for ever` : undefined
  if (status === 'passed') {
    if (!final) return `${shown}: a pass is a pass`
    return done && expected.status === 'passed' ? undefined : `${shown}: it did not pass`
  }
  if (final && !over) return `${shown}: there was still time`
  if (status === 'expired') {
    if (!final) return `${shown}: expired is final`
    return expected.status === 'expired' ? undefined : `${shown}: something was decided`
  }
  const code = reason?.code ?? 'none'
  if (final && (expected.status !== 'failed' || code !== expected.reason)) {
    return `${shown}: it did not end like that`
  }
  return reasons.includes(code) || (done && code === expected.reason)
    ? undefined
    : `${shown}: no attempt ended like that`
}
