import type { VerificationState } from '@faceid-h5/protocol'
import type { WidgetError } from '../client/widget-error.js'
import type { Elsewhere, Offer } from '../environment/offer.js'

/** The element's state. Integrators see `name`. */
export type State =
  /** Reading the kept verification, or what the scene allows. */
  | { name: 'checking'; reads: number }
  /** Nothing is open. `reminded`: the button was tapped before the consent was given. */
  | { name: 'ready'; offer: 'here' | 'handoff'; reminded: boolean }
  /** Requesting the hosted page's address. */
  | { name: 'starting' }
  /** Navigating to the hosted page. */
  | { name: 'going' }
  /** A phone does the verification. */
  | { name: 'handoff'; qrCode: string; openUntil: number }
  /** Open and not finished. */
  | { name: 'waiting' }
  | { name: 'passed'; outcome: VerificationState }
  /** `qrCode`: another phone attempt is possible while the outcome is not final. */
  | { name: 'failed'; outcome: VerificationState; qrCode: string | undefined }
  | { name: 'expired'; outcome: VerificationState }
  /** It cannot run in this environment. */
  | { name: 'elsewhere'; offer: Elsewhere; copied: Copied | undefined }
  /** `wait`: milliseconds until the next automatic read. */
  | { name: 'error'; error: WidgetError; again: 'look' | 'start'; wait: number }

export type StateName = State['name']

/** Whether the link is on the clipboard, or is shown to be copied by hand. */
export type Copied = 'done' | 'by-hand'

/** `agreed`: no consent is missing. */
export type Event =
  /** Begin or continue: a tap on the main button, or `start()`. */
  | { type: 'start'; agreed: boolean }
  /** Begin a new verification. */
  | { type: 'restart'; agreed: boolean }
  /** The first touch or focus, or the element has become visible. */
  | { type: 'intent'; agreed: boolean }
  | { type: 'opened'; qrCode: string | undefined; openUntil: number }
  | { type: 'nothing'; offer: Offer }
  | { type: 'read'; outcome: VerificationState; qrCode: string | undefined }
  | { type: 'problem'; error: WidgetError }
  /** The timer of the last effect has fired. */
  | { type: 'elapsed' }
  | { type: 'hidden' }
  /** The page is visible again or online. `restored`: from the back/forward cache. */
  | { type: 'shown'; restored: boolean }
  | { type: 'copied'; copied: Copied }
  | { type: 'reset' }

/** What a step requests; a number is a wait in milliseconds. Any effect but `prepare` cancels the previous one. */
export type Effect = 'look' | 'read' | 'prepare' | 'start' | 'restart' | 'forget' | 'rest' | number
