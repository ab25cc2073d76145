import { expect, test } from 'vitest'
import { median, percentile, spread } from '../src/statistics.js'

test.each([
  [[3], 3],
  [[9, 1, 5], 5],
  [[10, 9, 1, 2], 5.5],
])('The median of %j is %d, in whatever order they come', (samples, wanted) => {
  expect(median(samples)).toBe(wanted)
})

test.each([
  [[4, 4, 4], 0],
  [[90, 100, 110], 0.2],
  [[0, 0], 0],
])('The spread of %j is %d of the median', (samples, wanted) => {
  expect(spread(samples)).toBeCloseTo(wanted)
})

test.each([
  [0, 1],
  [0.5, 50],
  [0.99, 99],
  [0.991, 100],
  [1, 100],
])('Of 1 to 100, the part %d does not exceed %d', (part, wanted) => {
  const samples = Array.from({ length: 100 }, (_, place) => 100 - place)
  expect(percentile(samples, part)).toBe(wanted)
})

test('Nothing is said of no samples', () => {
  expect(() => median([])).toThrow(RangeError)
  expect(() => percentile([], 0.5)).toThrow(RangeError)
})
