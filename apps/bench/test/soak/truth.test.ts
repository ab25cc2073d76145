import type { VerificationState } from '@faceid-h5/protocol'
import { describe, expect, it } from 'vitest'
import { faultOf, type Truth } from '../../src/soak/truth.js'

const truth: Truth = {
  id: 'one',
  done: true,
  over: false,
  reasons: [],
  expected: { status: 'passed' },
}
const failing: Truth = { ...truth, expected: { status: 'failed', reason: 'face_mismatch' } }
const leaving: Truth = { ...truth, expected: { status: 'expired' } }

const pending = { id: 'one', status: 'pending', final: false, openUntil: 0, nextPollAfterMs: 1_000 }
const ended = { ...pending, final: true, nextPollAfterMs: 0, resultToken: 'a token' }
const because = (code: string) => ({ reason: { code, advice: '', retry: true } })

/** As the relay answers it: the table below is of plain objects. */
const fault = (state: object, of: Truth) => faultOf(state as VerificationState, of)

describe('a state is true', () => {
  it.each([
    ['pending, whatever was done', pending, truth],
    ['passed, once it has', { ...ended, status: 'passed' }, truth],
    [
      'a failure that may still turn',
      { ...pending, status: 'failed', ...because('face_mismatch') },
      failing,
    ],
    [
      'the failure of an earlier try',
      { ...pending, status: 'failed', ...because('liveness_failed') },
      { ...truth, done: false, reasons: ['liveness_failed'] },
    ],
    [
      'a final failure after the time',
      { ...ended, status: 'failed', ...because('face_mismatch') },
      { ...failing, over: true },
    ],
    ['expired after the time', { ...ended, status: 'expired' }, { ...leaving, over: true }],
  ])('%s', (_what, state, of) => {
    expect(fault(state, of)).toBeUndefined()
  })
})

describe('a state is a fault', () => {
  it.each([
    ['about another verification', { ...pending, id: 'other' }, truth],
    ['passed before anything was done', { ...ended, status: 'passed' }, { ...truth, done: false }],
    ['passed where it has failed', { ...ended, status: 'passed' }, failing],
    ['passed where the user has left', { ...ended, status: 'passed' }, { ...leaving, over: true }],
    ['passed and not final', { ...pending, status: 'passed' }, truth],
    [
      'final while there is time',
      { ...ended, status: 'failed', ...because('face_mismatch') },
      failing,
    ],
    ['expired while there is time', { ...ended, status: 'expired' }, leaving],
    ['expired where it has failed', { ...ended, status: 'expired' }, { ...failing, over: true }],
    ['expired where it has passed', { ...ended, status: 'expired' }, { ...truth, over: true }],
    [
      'a reason that no attempt ended with',
      { ...pending, status: 'failed', ...because('daily_limit_reached') },
      failing,
    ],
    [
      'a final failure where it has passed',
      { ...ended, status: 'failed', ...because('liveness_failed') },
      { ...truth, over: true, reasons: ['liveness_failed'] },
    ],
    ['final without a token', { ...ended, status: 'passed', resultToken: undefined }, truth],
    ['a token before the end', { ...pending, resultToken: 'a token' }, truth],
    ['never to be asked again', { ...pending, nextPollAfterMs: 0 }, truth],
  ])('%s', (_what, state, of) => {
    expect(fault(state, of)).toEqual(expect.any(String))
  })
})
