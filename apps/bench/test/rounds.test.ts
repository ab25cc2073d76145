import { expect, test } from 'vitest'
import { canLose } from '../src/relay/relay-targets.js'
import { inRounds } from '../src/rounds.js'
import { median } from '../src/statistics.js'

const cost = { fast: 1, slow: 3 }

test('Candidates that change labels change numbers', async () => {
  const measured = async (labels: [string, number][]) => {
    const found = await inRounds(new Map(labels), { rounds: 3, warmUps: 1 }, async (each) => each)
    return [...found].map(([label, figures]) => [label, median(figures)])
  }
  expect(
    await measured([
      ['ours', cost.slow],
      ['theirs', cost.fast],
    ]),
  ).toEqual([
    ['ours', 3],
    ['theirs', 1],
  ])
  expect(
    await measured([
      ['ours', cost.fast],
      ['theirs', cost.slow],
    ]),
  ).toEqual([
    ['ours', 1],
    ['theirs', 3],
  ])
})

test('Each candidate is first in turn, and the rounds that warm up are thrown away', async () => {
  const order: string[] = []
  const found = await inRounds(
    new Map([
      ['a', 'a'],
      ['b', 'b'],
    ]),
    { rounds: 2, warmUps: 1 },
    async (name, round) => {
      order.push(`${name}${round}`)
      return round
    },
  )
  expect(order).toEqual(['a0', 'b0', 'b1', 'a1', 'a2', 'b2'])
  expect([...found.values()]).toEqual([
    [1, 2],
    [1, 2],
  ])
})

test.each([
  ['slower, and the inverse when swapped', 3, 0.33, true],
  ['the label decides', 3, 3, false],
  ['nothing is noticed', 1, 1, false],
  ['swapped it is another factor', 3, 0.7, false],
])('A measurement where %s can lose: %d, %d → %s', (_, asLabelled, swapped, wanted) => {
  expect(canLose({ asLabelled, swapped })).toBe(wanted)
})
