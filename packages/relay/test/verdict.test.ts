import type { IntentionMode } from '@faceid-h5/protocol'
import { describe, expect, it } from 'vitest'
import { detectFacts } from '../src/tencent/detect-info.js'
import { intentionToRead, verdict } from '../src/verification/verdict.js'

const minute = 60_000
const startedAt = Date.UTC(2026, 0, 1)
const open = startedAt + 10 * minute
const lastOpenMoment = startedAt + 135 * minute - 1
const closed = startedAt + 135 * minute
const id = 'the-verification'

type Result = [status: string, final: boolean, reason?: string]
/** The verdict while the hosted page is open, and two hours and a quarter after the start. */
type Results = { now: Result; later: Result }
type Row = [title: string, response: unknown, results: Results, asked?: IntentionMode]

const passed: Result = ['passed', true]
const pending: Result = ['pending', false]
const expired: Result = ['expired', true]
const failing = (reason: string): Results => ({
  now: ['failed', false, reason],
  later: ['failed', true, reason],
})
const unknown = failing('unknown')
const unfinished: Results = { now: pending, later: expired }
const passing: Results = { now: passed, later: passed }

const face = (ErrCode: unknown, more: object = {}) => ({ Text: { ErrCode, ...more } })
/** The traps of unused modes: present, full of nulls, or with a zero in them. */
const unused = {
  IntentionQuestionResult: { FinalResultDetailCode: null, FinalResultCode: null },
  IntentionActionResult: { FinalResultDetailCode: null, Details: null },
  IntentionVerifyData: { ErrorCode: 0, ErrorMessage: null },
}
const done = (type: string, part: object) => ({
  ...face(0, { Extra: id }),
  ...unused,
  IsVerifyIntention: true,
  IntentionVerifyType: type,
  ...part,
})
const questions = (code: unknown, FinalResultCode: unknown = null) =>
  done('0', { IntentionQuestionResult: { FinalResultDetailCode: code, FinalResultCode } })
const nod = (code: unknown) => done('1', { IntentionActionResult: { FinalResultDetailCode: code } })
const reading = (code: unknown) => done('2', { IntentionVerifyData: { ErrorCode: code } })

const said = (IsVerifyIntention: unknown) => ({ ...face(0), ...unused, IsVerifyIntention })
const elsewhere = { Text: { ErrCode: 0, Extra: 'another' } }
const misconfigured = failing('merchant_misconfigured')
const old = { IntentionQuestionResult: { FinalResultDetailCode: -301 } }
const part = { IntentionQuestionResult: { FinalResultDetailCode: 0 } }

const rows: Row[] = [
  ['nothing at all', {}, unfinished],
  ['an empty Text', { Text: {} }, unfinished],
  ['a null Text', { Text: null }, unfinished],
  ['a null ErrCode', face(null), unfinished],
  ['a null ErrCode beside a zero of an unused intention', { ...face(null), ...unused }, unfinished],
  ['17, not finished', face(17), unfinished],
  ['15, token expired', face(15), unfinished],
  ['a passed face, no intention', face(0, { Extra: id }), passing],
  ['a passed face without Extra', face(0), passing],
  ['a passed face with an empty Extra', face(0, { Extra: '' }), passing],
  ['a passed face with a null Extra', face(0, { Extra: null }), passing],
  ['a passed face that says that no intention was done', said(false), passing],
  ['a passed face of somebody else’s Extra', elsewhere, unknown],
  ['an Extra that is no text', face(0, { Extra: 7 }), unknown],
  ['somebody else’s Extra', { ...questions(0), ...elsewhere }, unknown, 'questions'],
  ['a failed face', face(2006), failing('identity_mismatch')],
  ['too many tries today, which still is not final', face(2018), failing('daily_limit_reached')],
  ['tries used up', face(16), failing('attempts_exhausted')],
  ['a code nobody has documented', face(98765), unknown],
  ['a negative code', face(-1), unknown],
  ['a zero as a string', face('0'), unknown],
  ['a code as a string', face('2006'), unknown],
  ['false for a code', face(false), unknown],
  ['an empty list for a code', face([]), unknown],
  ['a finer tag', face(1003, { LivenessInfoTag: ['14'] }), failing('face_covered')],
  ['an unknown tag', face(1003, { LivenessInfoTag: ['77', 3] }), failing('liveness_failed')],
  ['a tag of a clear code', face(2006, { LivenessInfoTag: ['14'] }), failing('identity_mismatch')],
  ['nothing of the intention yet', face(0), unfinished, 'questions'],
  ['an intention done, no code yet', questions(null), unfinished, 'questions'],
  ['no intention done by this RuleId', said(false), misconfigured, 'reading'],
  ['another kind done and passed', nod(0), misconfigured, 'questions'],
  ['questions done, with a zero in the reading part', questions(-301), misconfigured, 'reading'],
  ['an unsaid type, with a zero in the reading part', said(true), unfinished, 'reading'],
  ['nothing said, with a zero in the reading part', said(undefined), unfinished, 'reading'],
  ['questions passed', questions(0, '0'), passing, 'questions'],
  [
    'questions passed, unsaid',
    { ...questions(0), IsVerifyIntention: undefined },
    passing,
    'questions',
  ],
  ['questions with only the old string code', questions(null, '0'), unfinished, 'questions'],
  ['questions with a string in the detail code', questions('0'), unknown, 'questions'],
  ['questions refused', questions(-301, '-1'), failing('intention_refused'), 'questions'],
  ['questions with a still mouth', questions(-302), failing('mouth_still'), 'questions'],
  ['questions without a camera', questions(-801), failing('permission_denied'), 'questions'],
  ['questions with an unknown code', questions(4242), unknown, 'questions'],
  ['nod passed', nod(0), passing, 'nod'],
  ['nod pending', nod(undefined), unfinished, 'nod'],
  ['nod with a code that only questions have', nod(-302), unknown, 'nod'],
  ['nod left', nod(-802), failing('left_page'), 'nod'],
  ['reading passed', reading(0), passing, 'reading'],
  ['reading not finished', reading(-12), unfinished, 'reading'],
  ['reading without a voice', reading(-17), failing('voice_missing'), 'reading'],
  ['reading with a code of questions too', reading(-1), failing('service_trouble'), 'reading'],
  ['a failed face', { ...questions(0), ...face(2016) }, failing('face_mismatch'), 'questions'],
  ['an intention nobody asked for, passed', questions(0), passing],
  ['an intention nobody asked for, failed', questions(-301), failing('intention_refused')],
  ['an intention nobody asked for, pending', questions(null), unfinished],
  ['an intention nobody asked for, of unsaid type', said(true), unfinished],
  ['an intention nobody asked for, of unknown type', done('3', {}), unknown],
  ['an unknown type', done('3', part), unknown, 'questions'],
  ['a type that every object has', done('constructor', {}), unknown, 'questions'],
  ['a type in a list', { ...questions(0), IntentionVerifyType: ['0'] }, unknown, 'questions'],
  ['a refused intention of which nothing else is said', { ...face(0), ...old }, unknown],
  ['a type as a number', { ...questions(0), IntentionVerifyType: 0 }, passing, 'questions'],
  ['an intention flag that is no boolean counts as done', said('false'), unfinished],
]

describe('the verdict', () => {
  for (const [title, response, { now, later }, asked] of rows) {
    const facts = detectFacts(response)
    const question = { id, startedAt, ...(asked && { intention: { mode: asked } }) }
    it(`on ${title}${asked === undefined ? '' : ` (asked: ${asked})`}: ${now[0]} while open, ${later[0]} after`, () => {
      for (const [moment, expected] of [
        [open, now],
        [lastOpenMoment, now],
        [closed, later],
      ] as const) {
        const [status, final, reason] = expected
        expect(verdict(question, facts, moment)).toEqual({
          status,
          final,
          ...(reason === undefined ? {} : { reason }),
        })
      }
    })
  }

  it('is pending, then expired, where Tencent knows nothing', () => {
    expect(verdict({ id, startedAt }, undefined, open)).toEqual({ status: 'pending', final: false })
    expect(verdict({ id, startedAt }, undefined, closed)).toEqual({
      status: 'expired',
      final: true,
    })
  })

  it('never passes on an answer of any strange shape', () => {
    const text = [{ Text: 0 }, { Text: [] }, { ErrCode: 0 }, { Text: { Errcode: 0 } }]
    for (const response of [null, undefined, 0, '', 'passed', [], [0], ...text]) {
      expect(verdict({ id, startedAt }, detectFacts(response), open).status).toBe('pending')
    }
  })
})

describe('the part to read after the text', () => {
  const saying = (type: string) => ({ ...said(true), IntentionVerifyType: type })
  it.each<[string, unknown, IntentionMode | undefined, IntentionMode | undefined]>([
    ['none before the face has passed', face(null), 'questions', undefined],
    ['none after a failed face', face(2006), 'questions', undefined],
    ['the asked one after a passed face', face(0), 'reading', 'reading'],
    ['none where Tencent says that none is done', said(false), 'nod', undefined],
    ['the one that was done without being asked', saying('1'), undefined, 'nod'],
    ['none where nothing was asked or done', face(0), undefined, undefined],
    ['none of an unknown type', saying('9'), undefined, undefined],
  ])('is %s', (_title, response, asked, expected) => {
    const question = { id, startedAt, ...(asked && { intention: { mode: asked } }) }
    expect(intentionToRead(question, detectFacts(response))).toBe(expected)
  })
})
