/** Plays a magic name or number through, as if the user had done it. */
import type { MagicOutcome } from '../state/magic.js'
import { finish, finished, type Verification } from '../state/verification.js'
import type { Visit } from './visits.js'

export function runMagic(
  verification: Verification,
  visit: Visit,
  magic: MagicOutcome,
  now: number,
): void {
  const { intention } = verification.rule
  for (const attempt of magic.attempts) {
    if (finished(verification)) return
    const outcome = typeof attempt === 'function' ? attempt(intention) : attempt
    // Without intention in the rule the face alone decides.
    finish(verification, intention ? outcome : { ...outcome, intention: null }, now)
  }
  visit.left = magic.ends === 'stays'
}
