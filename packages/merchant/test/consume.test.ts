import { expect, test } from 'vitest'
import { memoryConsume } from '../src/index.js'

const until = new Date(10_000)

test('a verification is used once, and again only for the same reference', () => {
  const consume = memoryConsume({ now: () => 0 })
  expect(consume('a', 'order-1', until)).toBe(true)
  expect(consume('a', 'order-1', until)).toBe(true)
  expect(consume('a', 'order-2', until)).toBe(false)
  expect(consume('b', 'order-2', until)).toBe(true)
})

test('a use is remembered until its time is over', () => {
  let now = 0
  const consume = memoryConsume({ now: () => now })
  consume('older', 'order-1', new Date(20_000))
  consume('a', 'order-1', until)
  now = 10_000
  expect(consume('a', 'order-2', until)).toBe(false)
  now = 10_001
  expect(consume('a', 'order-2', until)).toBe(true)
})

test('a use costs the same with 20,000 entries', () => {
  const consume = memoryConsume({ now: () => 0 })
  const fastest = (from: number, to: number) => {
    let best = Number.POSITIVE_INFINITY
    for (let id = from; id < to; id += 1) {
      const startedAt = performance.now()
      consume(`${id}`, 'order-1', until)
      best = Math.min(best, performance.now() - startedAt)
    }
    return best
  }
  fastest(0, 20_000)
  // Milliseconds. Visiting every entry takes at least 0.1; the fastest of 1,000 is not slowed by a busy machine.
  expect(fastest(20_000, 21_000)).toBeLessThan(0.02)
})
