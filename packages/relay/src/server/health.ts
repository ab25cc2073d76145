// What is known of the relay's own state: whether it drains, and what works only in part.

export interface Health {
  /** One short sentence each; no secret, no person. */
  degraded(): string[]
  draining: boolean
  /** Something does not work; said again with the same key it replaces what was said before. */
  degrade(key: string, sentence: string): void
  recover(key: string): void
}

export function createHealth(): Health {
  const sentences = new Map<string, string>()
  return {
    draining: false,
    degraded: () => [...sentences.values()],
    degrade: (key, sentence) => void sentences.set(key, sentence),
    recover: (key) => void sentences.delete(key),
  }
}
