import type { VerificationState } from '@faceid-h5/protocol'
import type { WidgetError } from '../client/widget-error.js'
import type { Elsewhere, Offer } from '../environment/offer.js'

/** Where the element stands; `name` is what integrators see as its `state`. */
export type State =
  /** Finding out how things stand. */
  | { name: 'checking'; reads: number }
  /** Nothing is open, it can begin. `reminded`: the tap came before the consent. */
  | { name: 'ready'; offer: 'here' | 'handoff'; reminded: boolean }
  /** Asking the relay for the hosted page. */
  | { name: 'starting' }
  /** On the way to the hosted page. */
  | { name: 'going' }
  /** Another device does it. */
  | { name: 'handoff'; qrCode: string }
  /** Open, and not finished yet. */
  | { name: 'waiting' }
  | { name: 'passed'; outcome: VerificationState }
  /** `qrCode`: the other device may try again. */
  | { name: 'failed'; outcome: VerificationState; qrCode: string | undefined }
  | { name: 'expired'; outcome: VerificationState }
  /** It cannot run here. */
  | { name: 'elsewhere'; offer: Elsewhere; copied: Copied | undefined }
  /** `wait`: how long until it looks again by itself, in milliseconds. */
  | { name: 'error'; error: WidgetError; again: 'look' | 'start'; wait: number }

export type StateName = State['name']

/** Whether the link is on the clipboard, or shown to be copied by hand. */
export type Copied = 'done' | 'by-hand'

export type Event =
  /** The user, or the integrator, wants to begin or go on. `agreed`: nothing is left to consent to. */
  | { type: 'start'; agreed: boolean }
  /** A first sign that the user is about to. */
  | { type: 'intent'; agreed: boolean }
  | { type: 'opened'; qrCode: string | undefined }
  | { type: 'nothing'; offer: Offer }
  | { type: 'read'; outcome: VerificationState; qrCode: string | undefined }
  | { type: 'problem'; error: WidgetError }
  /** The time waited for is over. */
  | { type: 'elapsed' }
  | { type: 'hidden' }
  /** Something may be different: the page is looked at again, the network is back. `restored`: from the back/forward cache. */
  | { type: 'shown'; restored: boolean }
  | { type: 'copied'; copied: Copied }
  | { type: 'reset' }

/** What a step asks for. Whatever was in progress or waited for is over, but for `prepare`. */
export type Effect = 'look' | 'read' | 'prepare' | 'start' | 'restart' | 'forget' | 'rest' | number
