/**
 * The hosted page's course: which screen a verification is on, and what a person's choice changes.
 * A choice that belongs to another screen (an old tab, a double tap) changes nothing.
 */
import {
  finished,
  intentionKind,
  recordFace,
  recordIntention,
  type Verification,
} from '../state/verification.js'

export type Step = 'card' | 'face' | 'intention'
export type Screen = Step | 'failure' | 'passed' | 'expired' | 'left'

export type Choice =
  | { act: 'outcome'; step: Step; code: number }
  | { act: 'again' }
  | { act: 'leave' }
  | { act: 'expire' }

export function screenOf(verification: Verification, now: number): Screen {
  const { page } = verification
  if (finished(verification)) return 'passed'
  if (now > verification.openUntil) return 'expired'
  if (page.left) return 'left'
  if (page.failure) return 'failure'
  return stepOf(verification)
}

export function stepOf(verification: Verification): Step {
  if (verification.face === 0) return 'intention'
  return verification.page.cardRead ? 'face' : 'card'
}

/** The steps that this verification will go through. */
export function stepsOf(verification: Verification): Step[] {
  return intentionKind(verification) === undefined
    ? ['card', 'face']
    : ['card', 'face', 'intention']
}

export function choose(verification: Verification, choice: Choice, now: number): void {
  const screen = screenOf(verification, now)
  const { page } = verification
  if (choice.act === 'outcome') {
    if (screen === choice.step) attempt(verification, choice.step, choice.code, now)
  } else if (choice.act === 'again') {
    page.failure = null
    page.left = false
  } else if (choice.act === 'leave') {
    if (screen !== 'passed' && screen !== 'expired') page.left = true
  } else if (screen !== 'passed') {
    verification.openUntil = Math.min(verification.openUntil, now - 1)
  }
}

function attempt(verification: Verification, step: Step, code: number, now: number): void {
  const { page } = verification
  if (step === 'intention') recordIntention(verification, code)
  else if (step === 'face') {
    recordFace(verification, code, now)
    // The ID card has been read, whatever the camera says.
    page.cardRead = true
  } else if (code === 0) page.cardRead = true
  else recordFace(verification, code, now)
  page.failure = code === 0 ? null : { step, code }
}
