import type { Intention } from '@faceid-h5/protocol'
import { describe, expect, it } from 'vitest'
import { intentionSchema } from '../src/config/schema.js'
import { createCheck } from '../src/config/validate.js'
import { intentionDigest, intentionFields } from '../src/verification/intention.js'

const check = createCheck(intentionSchema, { whole: 'the words', safe: /./ })
const long = (length: number) => '愿'.repeat(length)

const questions = (amount: number, ask = 'x', answers: unknown = ['y']) => ({
  mode: 'questions',
  questions: Array(amount).fill({ ask, answers }),
})
const nod = (...statements: string[]) => ({ mode: 'nod', statements })
const reading = (text: string) => ({ mode: 'reading', text })

describe('the words to be confirmed', () => {
  it.each<[string, unknown, boolean]>([
    ['reading of 120 characters', reading(long(120)), true],
    ['reading of 121 characters', reading(long(121)), false],
    ['reading of nothing', reading(''), false],
    ['ten questions', questions(10, long(250), [long(10)]), true],
    ['eleven questions', questions(11), false],
    ['a question of 251 characters', questions(1, long(251)), false],
    ['a question without answers', questions(1, 'x', []), false],
    ['50 answers', questions(1, 'x', Array(50).fill('y')), true],
    ['51 answers', questions(1, 'x', Array(51).fill('y')), false],
    ['an answer of 11 characters', questions(1, 'x', [long(11)]), false],
    ['ten statements', nod(...Array(10).fill(long(250))), true],
    ['eleven statements', nod(...Array(11).fill('x')), false],
    ['no statement', nod(), false],
    ['a line break', reading('one\ntwo'), false],
    ['a line separator', reading('one\u2028two'), false],
    ['another kind', { mode: 'sign', text: 'x' }, false],
    ['the fields of another kind', { mode: 'nod', text: 'x' }, false],
    ['a field more', { mode: 'reading', text: 'x', speed: 3 }, false],
  ])('%s: %#', (_title, intention, right) => {
    expect(check(intention).length === 0).toBe(right)
  })
})

describe('the digest of the words', () => {
  // Made with `printf '<lines>' | openssl dgst -sha256 -binary | basenc --base64url`.
  const cases: [string, Intention, string][] = [
    ['reading', { mode: 'reading', text: '我同意' }, 'gnnc_LshowK1qiFo5H2VmjRoC9pIK-dQm22WQy9UwM0'],
    [
      'questions',
      {
        mode: 'questions',
        questions: [
          { ask: '同意吗？', answers: ['同意', '是的'] },
          { ask: '确定？', answers: ['是'] },
        ],
      },
      '93oojTt8Z3YlvWYMKmNyAi_XmDtPGmaa_p1hPdKX89w',
    ],
    [
      'nod',
      { mode: 'nod', statements: ['一', '二'] },
      'vz-loYbESZNY_iCWcXd3xNc5Ju-rSmNnmdDqnolr2as',
    ],
  ]

  it.each(cases)('of %s is the SHA-256 of its lines', (_title, intention, digest) => {
    expect(intentionDigest(intention)).toBe(digest)
  })

  it('changes with every word, order and kind', () => {
    const digests = [
      ...cases.map(([, intention]) => intentionDigest(intention)),
      intentionDigest({ mode: 'nod', statements: ['二', '一'] }),
      intentionDigest({ mode: 'nod', statements: ['一二'] }),
      intentionDigest({ mode: 'reading', text: '我同意。' }),
    ]
    expect(new Set(digests).size).toBe(digests.length)
  })
})

describe('the fields of DetectAuth', () => {
  it('carry each kind as the SDK models name it', () => {
    expect(intentionFields({ mode: 'reading', text: '我同意' })).toEqual({
      IntentionVerifyText: '我同意',
    })
    expect(intentionFields({ mode: 'nod', statements: ['一'] })).toEqual({
      IntentionActions: [{ Text: '一' }],
      Config: { IntentionType: 1 },
    })
    const questions = [{ ask: '同意吗？', answers: ['是'] }]
    expect(intentionFields({ mode: 'questions', questions })).toEqual({
      IntentionQuestions: [{ Question: '同意吗？', Answers: ['是'] }],
      Config: { IntentionType: 0 },
    })
  })
})
