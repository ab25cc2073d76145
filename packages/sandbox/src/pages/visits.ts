/** What the hosted page remembers of a verification between two screens. */
import type { Verification } from '../state/verification.js'
import type { Step } from './flow.js'

export interface Visit {
  /** The person has said "continue anyway". */
  environmentAccepted: boolean
  /** A failure that is still on screen. */
  failure: { step: Step; code: number } | null
  /** The person has closed the page, so to speak. */
  left: boolean
  /** A step was on screen while the token was good. */
  inFlight: boolean
}

export interface Visits {
  of(verification: Verification): Visit
}

export function createVisits(): Visits {
  const visits = new WeakMap<Verification, Visit>()
  return {
    of(verification) {
      const known = visits.get(verification)
      if (known) return known
      const fresh = { environmentAccepted: false, failure: null, left: false, inFlight: false }
      visits.set(verification, fresh)
      return fresh
    },
  }
}
