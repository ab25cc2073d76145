import type { IntentionMode } from '@faceid-h5/protocol'
import { describe, expect, it } from 'vitest'
import {
  faceReason,
  faceReasons,
  intentionReason,
  intentionReasons,
} from '../src/verification/reason-codes.js'
import {
  advice,
  languageOf,
  languages,
  reasonFor,
  suppliedAdvice,
} from '../src/verification/reason-messages.js'

const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index)

// Written from Tencent's documentation, not from our table.
const documentedFaceCodes = [
  ...[1, 2, 3, 4, 8, 10, 12, 13, 14, 15, 16, 17, 201, 202, 203, 204, 301, 302, 303],
  ...range(1001, 1008),
  ...range(1101, 1109),
  ...range(1201, 1205),
  ...range(1301, 1303),
  ...range(2001, 2018),
]
const questionCodes = [
  ...[-1, -2, -201, -202, -301, -302, -998, -999],
  ...range(-107, -101),
  ...range(-804, -800),
]
const documentedIntentionCodes: Record<IntentionMode, number[]> = {
  questions: questionCodes,
  nod: questionCodes.filter((code) => code !== -302),
  reading: [...range(-17, -1), 3001, 3002, 3003, 3011, 3012, ...range(-803, -800)],
}

describe('reasons', () => {
  it('cover every documented face code and no other', () => {
    expect([...faceReasons.keys()].sort(byNumber)).toEqual(documentedFaceCodes.sort(byNumber))
  })

  it.each(['questions', 'nod', 'reading'] as const)(
    'cover every documented code of %s and no other',
    (mode) => {
      expect([...intentionReasons[mode].keys()].sort(byNumber)).toEqual(
        documentedIntentionCodes[mode].sort(byNumber),
      )
    },
  )

  it('call every other code unknown', () => {
    for (const code of [5, 18, 999, 2019, -5, 1e9, 0.5, Number.NaN]) {
      expect(faceReason(code, [])).toBe('unknown')
      expect(intentionReason('nod', code)).toBe('unknown')
    }
  })

  it('are not taken from the prototype of the table', () => {
    expect(faceReason(1003, ['constructor', 'toString'])).toBe('liveness_failed')
  })
})

describe('advice', () => {
  it('is one sentence or two in every language for every reason', () => {
    for (const language of languages) {
      for (const text of Object.values({ ...advice[language], ...suppliedAdvice[language] }))
        expect(text).toMatch(/^.{6,140}[。.]$/u)
    }
  })

  it.each([
    ['light_or_distance', 'captured', 'retry'],
    ['identity_mismatch', 'captured', 'retry'],
    ['identity_mismatch', 'supplied', 'correct'],
    ['identity_not_found', 'supplied', 'correct'],
    ['identity_malformed', 'supplied', 'correct'],
    ['face_mismatch', 'supplied', 'retry'],
    ['attempts_exhausted', 'captured', 'restart'],
    ['merchant_misconfigured', 'captured', 'contact'],
  ] as const)('for %s of an identity that was %s offers the step %s', (code, identity, next) => {
    expect(reasonFor(code, { identity, startedAt: 0 }, 'en')).toMatchObject({ code, next })
  })

  it.each([
    ['2026-11-24T15:59:59.999Z', '2026-11-24T16:00:00.000Z'],
    ['2026-11-24T16:00:00.000Z', '2026-11-25T16:00:00.000Z'],
    ['2026-12-31T20:00:00.000Z', '2027-01-01T16:00:00.000Z'],
  ])(
    'after the daily limit of a start at %s names the next midnight in Beijing, %s',
    (at, then) => {
      const verification = { identity: 'captured', startedAt: Date.parse(at) } as const
      expect(reasonFor('daily_limit_reached', verification, 'zh-CN')).toMatchObject({
        next: 'wait',
        availableAt: Date.parse(then),
      })
    },
  )

  it.each([
    [undefined, 'zh-CN'],
    ['', 'zh-CN'],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN'],
    ['zh-HK', 'zh-HK'],
    ['zh-TW,zh;q=0.9', 'zh-HK'],
    ['zh-Hant-HK', 'zh-HK'],
    ['en-GB,en;q=0.9,zh;q=0.8', 'en'],
    ['fr-FR,en;q=0.5', 'en'],
    ['fr', 'zh-CN'],
    ['*', 'zh-CN'],
    ['zhx,enx', 'zh-CN'],
  ])('for Accept-Language %s is in %s', (header, language) => {
    expect(languageOf(header)).toBe(language)
  })
})

function byNumber(one: number, other: number): number {
  return one - other
}
