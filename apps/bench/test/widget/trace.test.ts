import { expect, test } from 'vitest'
import { busyBetween, type TraceEvent, traceEvents } from '../../src/widget/trace.js'

const mark = (name: string, ts: number, tid = 1): TraceEvent => ({ name, ph: 'I', pid: 1, tid, ts })
const task = (ts: number, dur: number, tid = 1): TraceEvent => ({
  name: 'RunTask',
  ph: 'X',
  pid: 1,
  tid,
  ts,
  dur,
})

test('only the part of a task between the two marks counts', () => {
  const events = [task(0, 10), mark('from', 5), task(20, 30), task(60, 100), mark('to', 70)]
  expect(busyBetween(events, 'from', 'to')).toEqual({ total: 5 + 30 + 10, longestTask: 30 })
})

test('tasks of other threads, and events that are no tasks, do not count', () => {
  const other: TraceEvent = { ...task(10, 50), name: 'Layout' }
  const events = [mark('from', 0), task(10, 50, 2), other, task(10, 7), mark('to', 100)]
  expect(busyBetween(events, 'from', 'to').total).toBe(7)
})

test('it begins at the last beginning before the end', () => {
  const events = [mark('from', 0), task(1, 5), mark('from', 10), task(11, 2), mark('to', 20)]
  expect(busyBetween(events, 'from', 'to').total).toBe(2)
})

test.each([
  ['the end', [mark('from', 0)]],
  ['the beginning', [mark('to', 9)]],
  ['the beginning, which is on another thread,', [mark('from', 0, 2), mark('to', 9)]],
])('where %s is missing, it says so instead of answering 0', (_, events) => {
  expect(() => busyBetween(events, 'from', 'to')).toThrow(RangeError)
})

test('what is no trace is refused', () => {
  expect(() => traceEvents('{}')).toThrow(TypeError)
  expect(traceEvents('{"traceEvents":[]}')).toEqual([])
})
