/** The sandbox's clock. It runs with the one it was given, and can be moved forward by a test. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Forward only: going back would make tokens from the future. */
  advance(ms: number): void
}

export function createClock(now: () => number): Clock {
  let offset = 0
  return {
    now: () => now() + offset,
    advance(ms) {
      if (!Number.isFinite(ms) || ms < 0) throw new TypeError('`ms` must be zero or more')
      offset += ms
    },
  }
}
