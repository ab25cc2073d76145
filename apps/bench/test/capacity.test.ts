import { expect, test } from 'vitest'
import { assumptions, loadOf, renderCapacity } from '../src/report/capacity.js'
import { result } from './support/result.js'

const given = {
  perDay: 360_000,
  busiestHour: 0.1,
  startsEach: 2,
  readsEach: 3,
  pollsEach: 4,
  handoffSeconds: 75,
}

test('The busiest second follows from the day', () => {
  const load = loadOf(given)
  expect(load).toMatchObject({ perSecond: 10, starts: 20, reads: 30, polls: 40 })
  // 75 × ln 2, and what is left of the budget of 80.
  expect(load.readsOfHandoff).toBeCloseTo(51.986, 3)
  expect(load.handoffs).toBeCloseTo((80 - 30) / 51.986 / 10, 4)
})

test('Where reads have spent the budget no handoff is left', () => {
  expect(loadOf({ ...assumptions, readsEach: 100 }).handoffs).toBe(0)
})

const figures = {
  relay: { startCpu: 1, freshCpu: 0.6, passedCpu: 1, pollCpu: 0.1 },
  growth: { redisBytes: 500, redisCores: 0.02, resident10: 80e6, resident10000: 120e6 },
}

const results = (['relay', 'growth'] as const).map((name) => ({
  ...result,
  name,
  section: { ...result.section, figures: figures[name] },
}))

test('The model is calculated with the measured figures', () => {
  const text = renderCapacity(results)
  // 41.7 starts a second of 1 ms, 55.6 reads of 0.8 ms, 55.6 polls of 0.1 ms.
  expect(text).toMatch(/\| together +\| +\| +\| 0\.0917 +\|/)
  expect(text).toContain('3,000,000 results of three days × 500 B = 1.5 GB')
  expect(text).toContain('80 − 55.6 = 24.4 reads a second')
})

test('A figure that was not measured is missed by name', () => {
  const [relay, growth] = results
  if (relay === undefined || growth === undefined) throw new Error('two results')
  const section = { ...growth.section, figures: {} }
  expect(() => renderCapacity([relay, { ...growth, section }])).toThrow(/resident10/)
})

test('Before the first measurement there is no model', () => {
  expect(renderCapacity([])).toContain('Not measured yet')
})
