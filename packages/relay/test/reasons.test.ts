import type { IntentionMode } from '@faceid-h5/protocol'
import { describe, expect, it } from 'vitest'
import {
  faceReason,
  faceReasons,
  intentionReason,
  intentionReasons,
} from '../src/verification/reason-codes.js'
import { advice, languageOf, languages } from '../src/verification/reason-messages.js'

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
  -1,
  -2,
  ...range(-107, -101),
  -201,
  -202,
  -301,
  -302,
  ...range(-804, -800),
  -998,
  -999,
]
const documentedIntentionCodes: Record<IntentionMode, number[]> = {
  questions: questionCodes,
  nod: questionCodes.filter((code) => code !== -302),
  reading: [...range(-17, -1), 3001, 3002, 3003, 3011, 3012, ...range(-803, -800)],
}

describe('reasons', () => {
  it('cover every documented face code and no other', () => {
    expect(Object.keys(faceReasons).map(Number).sort(byNumber)).toEqual(
      documentedFaceCodes.sort(byNumber),
    )
  })

  it.each(['questions', 'nod', 'reading'] as const)(
    'cover every documented code of %s and no other',
    (mode) => {
      expect(Object.keys(intentionReasons[mode]).map(Number).sort(byNumber)).toEqual(
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
    for (const [code, { text }] of Object.entries(advice)) {
      for (const language of languages)
        expect(text[language], `${code} ${language}`).toMatch(/^.{6,140}[。.]$/u)
    }
  })

  it('asks nobody to try again in vain', () => {
    expect(advice.daily_limit_reached.retry).toBe(false)
    expect(advice.identity_mismatch.retry).toBe(false)
    expect(advice.light_or_distance.retry).toBe(true)
  })

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
