import { expect, test } from 'vitest'
import { inTurns } from '../../src/widget/turns.js'

test('candidates take turns, and every sample is kept', async () => {
  const order: string[] = []
  const candidate = (name: string) => ({ name, measure: async () => order.push(name) })
  const samples = await inTurns([candidate('a'), candidate('b')], 2, () => {})
  expect(order).toEqual(['a', 'b', 'a', 'b'])
  expect(samples).toEqual(
    new Map([
      ['a', [1, 3]],
      ['b', [2, 4]],
    ]),
  )
})

test('one failure is repeated, two in a row leave a candidate out, and that is said', async () => {
  const said: string[] = []
  let tries = 0
  const shaky = { name: 'shaky', measure: async () => (++tries === 1 ? Promise.reject('no') : 7) }
  const broken = { name: 'broken', measure: () => Promise.reject<number>(new Error('never')) }
  const samples = await inTurns([shaky, broken], 2, (line) => said.push(line))
  expect([...samples]).toEqual([['shaky', [7, 7]]])
  expect(said).toEqual([expect.stringContaining('broken')])
})
