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
