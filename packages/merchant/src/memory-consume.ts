/**
 * Uses a verification up, once: answers `true` when `id` was not used before, or was used for this very
 * `reference` (a form sent twice), and `false` otherwise. Must remember until `until`, in one atomic step,
 * best in the same transaction as the order's own update. What it throws, `verify` throws.
 */
export type Consume = (id: string, reference: string, until: Date) => boolean | Promise<boolean>

export interface MemoryConsumeOptions {
  /** Milliseconds since 1970. Default: `Date.now`. */
  now?: () => number
}

/**
 * A `consume` for one process: for a demo, a test, or a back end that never runs twice and never restarts
 * within ten minutes of a verification. It forgets what could not be used any more anyway.
 */
export function memoryConsume({ now = Date.now }: MemoryConsumeOptions = {}): Consume {
  const used = new Map<string, { reference: string; until: number }>()
  return (id, reference, until) => {
    for (const [key, use] of used) if (use.until < now()) used.delete(key)
    const earlier = used.get(id)
    if (earlier) return earlier.reference === reference
    used.set(id, { reference, until: until.getTime() })
    return true
  }
}
