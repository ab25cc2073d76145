/**
 * Records that a verification was used. Returns `true` when `id` is new, or was used for the same `reference`
 * before (a form sent twice); `false` when it was used for another reference. Must remember until `until`, in
 * one atomic step, best in the transaction that updates the order. What it throws, `verify` throws.
 */
export type Consume = (id: string, reference: string, until: Date) => boolean | Promise<boolean>

export interface MemoryConsumeOptions {
  /** Milliseconds since 1970. Default: `Date.now`. */
  now?: () => number
}

/**
 * A `consume` in the memory of one process, for tests and demos: it forgets everything at a restart. The same
 * verification for the same reference is accepted again; for another reference it is refused.
 */
export function memoryConsume({ now = Date.now }: MemoryConsumeOptions = {}): Consume {
  const used = new Map<string, { reference: string; until: number }>()
  return (id, reference, until) => {
    const time = now()
    // The oldest entries come first: each is deleted once, so that a call costs the same with any number of them.
    for (const [key, use] of used) {
      if (use.until >= time) break
      used.delete(key)
    }
    const earlier = used.get(id)
    if (earlier && earlier.until >= time) return earlier.reference === reference
    used.set(id, { reference, until: until.getTime() })
    return true
  }
}
