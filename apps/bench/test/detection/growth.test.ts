import { expect, test } from 'vitest'
import { callTimes } from '../../src/detection/call-time.js'
import { aboutLinear, growthPower } from '../../src/detection/growth.js'
import { growthOf } from '../../src/detection/input-growth.js'

/** A clock that work moves on: no real time is involved. */
function workClock() {
  let time = 0n
  return {
    now: () => time,
    work(nanoseconds: number) {
      time += BigInt(Math.round(nanoseconds))
    },
  }
}

test.each([
  [10, 100, 1],
  [10, 10, 0],
  [10, 1_000, 2],
])(
  'a time that goes from %d to %d over ten times the length has the power %d',
  (from, to, power) => {
    const growth = growthPower({ length: 1, nanoseconds: from }, { length: 10, nanoseconds: to })
    expect(growth).toBeCloseTo(power)
  },
)

test('the longer one has to come second, and time has to have passed', () => {
  const [one, two] = [
    { length: 1, nanoseconds: 5 },
    { length: 2, nanoseconds: 5 },
  ]
  expect(() => growthPower(two, one)).toThrow(TypeError)
  expect(() => growthPower({ ...one, nanoseconds: 0 }, two)).toThrow(TypeError)
})

test.each([
  ['linear', (length: number) => length * 300, true],
  ['quadratic', (length: number) => length * length, false],
] as const)('a %s detector is judged as what it is', (name, cost, linear) => {
  const clock = workClock()
  const detect = (text: string) => clock.work(cost(text.length))
  const { power } = growthOf(name, detect, ['x'.repeat(100), 'x'.repeat(1_600)], 3, clock)
  expect(power <= aboutLinear).toBe(linear)
})

test('candidates that are swapped swap their times', () => {
  const clock = workClock()
  const [fast, slow] = [
    { name: 'fast', run: () => clock.work(10) },
    { name: 'slow', run: () => clock.work(1_000) },
  ]
  const plan = { rounds: 3, batchMs: 0.1 }
  expect(callTimes([fast, slow], plan, clock)).toEqual([Array(3).fill(10), Array(3).fill(1_000)])
  expect(callTimes([slow, fast], plan, clock)).toEqual([Array(3).fill(1_000), Array(3).fill(10)])
})
