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

interface Row {
  title: string
  response: unknown
  asked?: IntentionMode
  /** While the verification is open. */
  now: [string, boolean, string?]
  /** After two hours and a quarter. */
  later: [string, boolean, string?]
}

const passed: [string, boolean] = ['passed', true]
const pending: [string, boolean] = ['pending', false]
const expired: [string, boolean] = ['expired', true]
const failing = (reason: string): Pick<Row, 'now' | 'later'> => ({
  now: ['failed', false, reason],
  later: ['failed', true, reason],
})
const unfinished = { now: pending, later: expired }
const passing = { now: passed, later: passed }

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

const rows: Row[] = [
  { title: 'nothing at all', response: {}, ...unfinished },
  { title: 'an empty Text', response: { Text: {} }, ...unfinished },
  { title: 'a null Text', response: { Text: null }, ...unfinished },
  { title: 'a null ErrCode', response: face(null), ...unfinished },
  {
    title: 'a null ErrCode beside a zero of an unused intention',
    response: { ...face(null), ...unused },
    ...unfinished,
  },
  { title: '17, not finished', response: face(17), ...unfinished },
  { title: '15, token expired', response: face(15), ...unfinished },
  { title: 'a passed face, no intention', response: face(0, { Extra: id }), ...passing },
  { title: 'a passed face without Extra', response: face(0), ...passing },
  { title: 'a passed face with an empty Extra', response: face(0, { Extra: '' }), ...passing },
  { title: 'a passed face with a null Extra', response: face(0, { Extra: null }), ...passing },
  {
    title: 'a passed face that says that no intention was done',
    response: { ...face(0), ...unused, IsVerifyIntention: false },
    ...passing,
  },
  {
    title: 'a passed face of somebody else’s Extra',
    response: face(0, { Extra: 'another' }),
    ...failing('unknown'),
  },
  { title: 'an Extra that is no text', response: face(0, { Extra: 7 }), ...failing('unknown') },
  {
    title: 'a passed intention of somebody else’s Extra',
    response: { ...questions(0), Text: { ErrCode: 0, Extra: 'another' } },
    asked: 'questions',
    ...failing('unknown'),
  },
  { title: 'a failed face', response: face(2006), ...failing('identity_mismatch') },
  {
    title: 'too many tries today, which still is not final',
    response: face(2018),
    ...failing('daily_limit_reached'),
  },
  { title: 'tries used up', response: face(16), ...failing('attempts_exhausted') },
  { title: 'a code nobody has documented', response: face(98765), ...failing('unknown') },
  { title: 'a negative code', response: face(-1), ...failing('unknown') },
  { title: 'a zero as a string', response: face('0'), ...failing('unknown') },
  { title: 'a code as a string', response: face('2006'), ...failing('unknown') },
  { title: 'false for a code', response: face(false), ...failing('unknown') },
  { title: 'an empty list for a code', response: face([]), ...failing('unknown') },
  {
    title: 'a failed liveness with a finer tag',
    response: face(1003, { LivenessInfoTag: ['14'] }),
    ...failing('face_covered'),
  },
  {
    title: 'a failed liveness with an unknown tag',
    response: face(1003, { LivenessInfoTag: ['77', 3] }),
    ...failing('liveness_failed'),
  },
  {
    title: 'a tag beside a code that is clear already',
    response: face(2006, { LivenessInfoTag: ['14'] }),
    ...failing('identity_mismatch'),
  },
  {
    title: 'an intention asked, nothing of it there yet',
    response: face(0),
    asked: 'questions',
    ...unfinished,
  },
  {
    title: 'an intention asked, done, no code yet',
    response: questions(null),
    asked: 'questions',
    ...unfinished,
  },
  {
    title: 'an intention asked, none done by this RuleId',
    response: { ...face(0), IsVerifyIntention: false, ...unused },
    asked: 'reading',
    ...failing('merchant_misconfigured'),
  },
  {
    title: 'an intention asked, another kind done and passed',
    response: nod(0),
    asked: 'questions',
    ...failing('merchant_misconfigured'),
  },
  {
    title: 'reading asked, questions done, with a zero in the reading part',
    response: questions(-301),
    asked: 'reading',
    ...failing('merchant_misconfigured'),
  },
  {
    title: 'reading asked, the type unsaid, with a zero in the reading part',
    response: { ...face(0), ...unused, IsVerifyIntention: true },
    asked: 'reading',
    ...unfinished,
  },
  {
    title: 'reading asked, nothing said of it, with a zero in the reading part',
    response: { ...face(0), ...unused },
    asked: 'reading',
    ...unfinished,
  },
  { title: 'questions passed', response: questions(0, '0'), asked: 'questions', ...passing },
  {
    title: 'questions passed, though nobody says that an intention was done',
    response: { ...questions(0), IsVerifyIntention: undefined },
    asked: 'questions',
    ...passing,
  },
  {
    title: 'questions with only the old string code',
    response: questions(null, '0'),
    asked: 'questions',
    ...unfinished,
  },
  {
    title: 'questions with a string in the detail code',
    response: questions('0'),
    asked: 'questions',
    ...failing('unknown'),
  },
  {
    title: 'questions refused',
    response: questions(-301, '-1'),
    asked: 'questions',
    ...failing('intention_refused'),
  },
  {
    title: 'questions with a still mouth',
    response: questions(-302),
    asked: 'questions',
    ...failing('mouth_still'),
  },
  {
    title: 'questions without camera or microphone',
    response: questions(-801),
    asked: 'questions',
    ...failing('permission_denied'),
  },
  {
    title: 'questions with an unknown code',
    response: questions(4242),
    asked: 'questions',
    ...failing('unknown'),
  },
  { title: 'nod passed', response: nod(0), asked: 'nod', ...passing },
  { title: 'nod pending', response: nod(undefined), asked: 'nod', ...unfinished },
  {
    title: 'nod with a code that only questions have',
    response: nod(-302),
    asked: 'nod',
    ...failing('unknown'),
  },
  { title: 'nod left', response: nod(-802), asked: 'nod', ...failing('left_page') },
  { title: 'reading passed', response: reading(0), asked: 'reading', ...passing },
  { title: 'reading not finished', response: reading(-12), asked: 'reading', ...unfinished },
  {
    title: 'reading without a voice',
    response: reading(-17),
    asked: 'reading',
    ...failing('voice_missing'),
  },
  {
    title: 'reading whose code means something else in questions',
    response: reading(-1),
    asked: 'reading',
    ...failing('service_trouble'),
  },
  {
    title: 'a passed intention over a failed face',
    response: { ...questions(0), Text: { ErrCode: 2016 } },
    asked: 'questions',
    ...failing('face_mismatch'),
  },
  { title: 'an intention nobody asked for, passed', response: questions(0), ...passing },
  {
    title: 'an intention nobody asked for, failed',
    response: questions(-301),
    ...failing('intention_refused'),
  },
  { title: 'an intention nobody asked for, pending', response: questions(null), ...unfinished },
  {
    title: 'an intention nobody asked for, of unsaid type',
    response: { ...face(0), ...unused, IsVerifyIntention: true },
    ...unfinished,
  },
  {
    title: 'an intention nobody asked for, of unknown type',
    response: done('3', {}),
    ...failing('unknown'),
  },
  {
    title: 'an unknown type where one was asked',
    response: done('3', { IntentionQuestionResult: { FinalResultDetailCode: 0 } }),
    asked: 'questions',
    ...failing('unknown'),
  },
  {
    title: 'a type that is a member of every object',
    response: done('constructor', {}),
    asked: 'questions',
    ...failing('unknown'),
  },
  {
    title: 'a type in a list',
    response: done('0', {
      IntentionVerifyType: ['0'],
      IntentionQuestionResult: { FinalResultDetailCode: 0 },
    }),
    asked: 'questions',
    ...failing('unknown'),
  },
  {
    title: 'a refused intention of which nothing else is said',
    response: { ...face(0), IntentionQuestionResult: { FinalResultDetailCode: -301 } },
    ...failing('unknown'),
  },
  {
    title: 'a type as a number',
    response: { ...questions(0), IntentionVerifyType: 0 },
    asked: 'questions',
    ...passing,
  },
  {
    title: 'an intention flag that is no boolean counts as done',
    response: { ...face(0), ...unused, IsVerifyIntention: 'false' },
    ...unfinished,
  },
]

describe('the verdict', () => {
  for (const { title, response, asked, now, later } of rows) {
    const facts = detectFacts(response)
    const question = { id, startedAt, ...(asked === undefined ? {} : { intention: asked }) }
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
    for (const response of [
      null,
      undefined,
      0,
      '',
      'passed',
      [],
      [0],
      { Text: 0 },
      { Text: [] },
      { ErrCode: 0 },
      { Text: { Errcode: 0 } },
    ]) {
      expect(verdict({ id, startedAt }, detectFacts(response), open).status).toBe('pending')
    }
  })
})

describe('the part to read after the text', () => {
  it.each<[string, unknown, IntentionMode | undefined, IntentionMode | undefined]>([
    ['none before the face has passed', face(null), 'questions', undefined],
    ['none after a failed face', face(2006), 'questions', undefined],
    ['the asked one after a passed face', face(0), 'reading', 'reading'],
    [
      'none where Tencent says that none is done',
      { ...face(0), IsVerifyIntention: false },
      'nod',
      undefined,
    ],
    [
      'the one that was done without being asked',
      { ...face(0), IsVerifyIntention: true, IntentionVerifyType: '1' },
      undefined,
      'nod',
    ],
    ['none where nothing was asked or done', face(0), undefined, undefined],
    [
      'none of an unknown type',
      { ...face(0), IsVerifyIntention: true, IntentionVerifyType: '9' },
      undefined,
      undefined,
    ],
  ])('is %s', (_title, response, asked, expected) => {
    const question = { id, startedAt, ...(asked === undefined ? {} : { intention: asked }) }
    expect(intentionToRead(question, detectFacts(response))).toBe(expected)
  })
})
