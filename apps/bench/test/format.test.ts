import { expect, test } from 'vitest'
import { bytes, digits, middle, milliseconds, times } from '../src/format.js'

test.each([
  [digits(12_345), '12,300'],
  [digits(0.123_45), '0.123'],
  [digits(9.999), '10'],
  [digits(0), '0'],
  [milliseconds(0.0456), '45.6 µs'],
  [milliseconds(1_740), '1,740 ms'],
  [bytes(3_054_271), '3.05 MB'],
  [bytes(677), '677 B'],
  [times(1.237), '1.24×'],
  [middle([90, 100, 110], digits), '100 (±10 %)'],
])('%s is how people read it', (written, wanted) => {
  expect(written).toBe(wanted)
})
