/**
 * The hosted page's course: which screen a verification is on, and what a person's choice changes.
 * A choice that belongs to another screen (an old tab, a double tap) changes nothing.
 */
import type { MagicOutcome } from '../state/magic.js'
import {
  finish,
  finished,
  recordFace,
  scansIdCard,
  type Verification,
} from '../state/verification.js'

export type Step = 'card' | 'face' | 'intention'
export type Screen = Step | 'magic' | 'failure' | 'passed' | 'expired' | 'left'

/** What the hosted page remembers of a verification between two screens. */
export interface Visit {
  /** The person pressed "continue anyway". */
  environmentAccepted: boolean
  /** A failure that is still on screen. */
  failure: { step: Step; code: number } | null
  /** The person left the page. */
  left: boolean
  /** A step was on screen while the token was valid. */
  inFlight: boolean
}

export type Choice =
  | { act: 'outcome'; step: Step; code: number }
  | { act: 'again' | 'leave' | 'expire' | 'environment' }

/** An attempt that was on screen before the end of the two hours may still be completed. */
const graceMs = 15 * 60_000

export function screenOf(verification: Verification, visit: Visit, now: number): Screen {
  if (finished(verification)) return 'passed'
  if (now > verification.openUntil + (visit.inFlight ? graceMs : 0)) return 'expired'
  if (visit.left) return 'left'
  if (visit.failure) return 'failure'
  return verification.magic ? 'magic' : stepOf(verification)
}

export function stepOf(verification: Verification): Step {
  if (verification.face === 0) return 'intention'
  return scansIdCard(verification) && !verification.cardRead ? 'card' : 'face'
}

/** The steps that this verification goes through. */
export function stepsOf(verification: Verification): Step[] {
  const steps: Step[] = ['card', 'face', 'intention']
  return steps.filter(
    (step) =>
      (step !== 'card' || scansIdCard(verification)) &&
      (step !== 'intention' || verification.rule.intention !== undefined),
  )
}

/** The page is opened, or opened again. A token that is too old now says so. */
export function open(verification: Verification, visit: Visit, now: number): void {
  if (now > verification.openUntil) visit.inFlight = false
  const screen = screenOf(verification, visit, now)
  if (screen === 'expired' && verification.face === null) recordFace(verification, 15, now)
  visit.inFlight = screen === 'card' || screen === 'face' || screen === 'intention'
}

/** `within`: false when the frequency caps forbid one more look into the camera. */
export function choose(
  verification: Verification,
  visit: Visit,
  choice: Choice,
  now: number,
  within: () => boolean,
): void {
  const screen = screenOf(verification, visit, now)
  if (choice.act === 'outcome') {
    if (screen === choice.step) attempt(verification, visit, choice.step, choice.code, now, within)
  } else if (choice.act === 'environment') {
    visit.environmentAccepted = true
  } else if (choice.act === 'again') {
    visit.failure = null
    visit.left = false
  } else if (choice.act === 'leave') {
    visit.left = true
  } else {
    verification.openUntil = Math.min(verification.openUntil, now - 1)
    visit.inFlight = false
  }
}

function attempt(
  verification: Verification,
  visit: Visit,
  step: Step,
  chosen: number,
  now: number,
  within: () => boolean,
): void {
  const code = step === 'face' && !within() ? 2018 : chosen
  if (step === 'intention') verification.intention = code
  else if (step === 'face') recordFace(verification, code, now)
  else if (code === 0) verification.cardRead = true
  else recordFace(verification, code, now)
  visit.failure = code === 0 ? null : { step, code }
  visit.inFlight = false
}

/** Runs a magic name or number, as if the user had done it. */
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
