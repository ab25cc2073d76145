import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { defaultRules, magicIdCard, magicNames } from '../src/index.js'
import { behaviourKinds } from '../src/state/behaviours.js'
import { frequencyCaps } from '../src/state/frequency.js'

const numbers = [[0], [302], [1002], [2016], [0, -301], [0, -802]] as const

/** The rows of the tables in TEST-NAMES.md, as the code enforces them. */
const rows = [
  ...Object.entries(magicNames).map(([name, { en, ends }]) => [
    name,
    en,
    ends === 'returns' ? 'is sent back' : 'stays',
  ]),
  ...numbers.map(([face, intention = 0]) => [
    magicIdCard(face, intention),
    face,
    face === 0 ? intention : '',
  ]),
  ...Object.entries(defaultRules).map(([ruleId, { mode, identity, intention = '–', ...rest }]) => {
    const besides = Object.entries(rest).map(([name, value]) => `${name}: ${value}`)
    return [ruleId, mode, identity, intention, besides.join(', ')]
  }),
  ...behaviourKinds.map((kind) => [kind]),
  ...frequencyCaps.map(({ subject, limit, period }) => [subject, `${limit} a ${period}`]),
].map(([name, ...cells]) => [`| \`${name}\``, ...cells].join(' | ').replace(/ +/g, ' '))

/** Without the formatter's columns. */
const [english, chinese] = ['TEST-NAMES.md', 'TEST-NAMES.zh-CN.md'].map((name) => {
  const text = readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')
  return text.replace(/ +/g, ' ').match(/^\| `.*$/gm) ?? []
})

test('The tables of TEST-NAMES.md are those of the code', () => {
  const starts = rows.map((row) => expect.stringContaining(row))
  expect(english).toHaveLength(rows.length)
  expect(english).toEqual(expect.arrayContaining(starts))
})

test('The tables of TEST-NAMES.zh-CN.md have the same first column', () => {
  const first = (row: string) => row.split(' | ')[0]
  expect(chinese?.map(first)).toEqual(english?.map(first))
})
