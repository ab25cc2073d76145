import type { VerificationState } from '@faceid-h5/protocol'
import { WidgetError } from '../src/client/widget-error.js'
import { beginning } from '../src/element/machine.js'
import type { Event, State } from '../src/element/state.js'

/** One of every state, and of everything that can happen. */

export const state = (status: VerificationState['status'], final: boolean): VerificationState => ({
  id: 'v',
  status,
  final,
  openUntil: 0,
  nextPollAfterMs: final ? 0 : 1_500,
})
export const failed = state('failed', false)
const error = new WidgetError('relay_unreachable', 'x', true)

export const states = {
  checking: { ...beginning },
  checkingAgain: { name: 'checking', reads: 1 },
  ready: { name: 'ready', offer: 'here', reminded: false },
  reminded: { name: 'ready', offer: 'here', reminded: true },
  starting: { name: 'starting' },
  going: { name: 'going' },
  handoff: { name: 'handoff', qrCode: 'qr', openUntil: 0 },
  waiting: { name: 'waiting' },
  passed: { name: 'passed', outcome: state('passed', true) },
  failed: { name: 'failed', outcome: failed, qrCode: undefined },
  failedForGood: { name: 'failed', outcome: state('failed', true), qrCode: undefined },
  expired: { name: 'expired', outcome: state('expired', true) },
  elsewhere: { name: 'elsewhere', offer: 'outside', copied: undefined },
  errorLooking: { name: 'error', error, again: 'look', wait: 5_000 },
  errorStarting: { name: 'error', error, again: 'start', wait: 5_000 },
} satisfies Record<string, State>

export const read = (outcome: VerificationState, qrCode?: string): Event => ({
  type: 'read',
  outcome,
  qrCode,
})

export const events = {
  start: { type: 'start', agreed: true },
  startUnasked: { type: 'start', agreed: false },
  intent: { type: 'intent', agreed: true },
  intentUnasked: { type: 'intent', agreed: false },
  opened: { type: 'opened', qrCode: undefined, openUntil: 0 },
  openedCode: { type: 'opened', qrCode: 'qr', openUntil: 0 },
  restart: { type: 'restart', agreed: true },
  restartUnasked: { type: 'restart', agreed: false },
  nothingHere: { type: 'nothing', offer: 'here' },
  nothingHandoff: { type: 'nothing', offer: 'handoff' },
  nothingElsewhere: { type: 'nothing', offer: 'outside' },
  readPending: read(state('pending', false)),
  readPendingCode: read(state('pending', false), 'qr'),
  readPassed: read(state('passed', true)),
  readFailed: read(failed),
  readFailedForGood: read(state('failed', true)),
  readExpired: read(state('expired', true)),
  problem: { type: 'problem', error },
  problemForGood: { type: 'problem', error: new WidgetError('scene_unknown') },
  elapsed: { type: 'elapsed' },
  hidden: { type: 'hidden' },
  shown: { type: 'shown', restored: false },
  restored: { type: 'shown', restored: true },
  copied: { type: 'copied', copied: 'done' },
  reset: { type: 'reset' },
} satisfies Record<string, Event>
