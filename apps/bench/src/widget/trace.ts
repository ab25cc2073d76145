// Reads a trace of Chromium: how long the page's main thread was busy between two moments.

/** Microseconds throughout, as in the trace. */
export interface TraceEvent {
  name: string
  ph: string
  pid: number
  tid: number
  ts: number
  dur?: number
}

export interface Busy {
  total: number
  longestTask: number
}

/**
 * Marks are those of `performance.mark`; `navigationStart` is the last one before `to`.
 * @throws {RangeError} where a mark is missing.
 */
export function busyBetween(events: readonly TraceEvent[], from: string, to: string): Busy {
  const end = events.find(({ name }) => name === to)
  if (!end) throw new RangeError(`the trace has no mark ${to}`)
  const onThread = events.filter(({ pid, tid }) => pid === end.pid && tid === end.tid)
  const begin = onThread.filter(({ name, ts }) => name === from && ts <= end.ts).at(-1)
  if (!begin) throw new RangeError(`the trace has no mark ${from} before ${to}`)
  const tasks = onThread
    .filter(({ name, ph }) => ph === 'X' && taskNames.has(name))
    .map(({ ts, dur = 0 }) => Math.min(ts + dur, end.ts) - Math.max(ts, begin.ts))
    .filter((part) => part > 0)
  return {
    total: tasks.reduce((sum, part) => sum + part, 0),
    longestTask: Math.max(0, ...tasks),
  }
}

/** Everything that a main thread does is in one of these; they do not overlap. */
const taskNames = new Set(['RunTask', 'ThreadControllerImpl::RunTask'])

export const traceCategories = [
  'blink.user_timing',
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
]

/** @throws {TypeError} where it is no trace. */
export function traceEvents(text: string): TraceEvent[] {
  const trace: unknown = JSON.parse(text)
  if (typeof trace !== 'object' || trace === null || !('traceEvents' in trace)) {
    throw new TypeError('that is no trace')
  }
  // Safe: whoever writes `traceEvents` writes this format.
  return trace.traceEvents as TraceEvent[]
}
