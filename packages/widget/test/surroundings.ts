import type { Surroundings } from '../src/surroundings.js'

/** A browser's surroundings: the network is real, the rest is what the test says. */
export function surroundings(changes: Partial<Surroundings> = {}): TestSurroundings {
  const went: string[] = []
  const waits: { milliseconds: number; over: () => void }[] = []
  const storage = memoryStorage()
  return {
    fetch,
    now: () => Date.now(),
    // Between polls no time is lost; what limits patience is over when the test says so.
    wait: (milliseconds) =>
      new Promise((over) => {
        if (milliseconds < 5_000) setImmediate(over)
        else waits.push({ milliseconds, over })
      }),
    storage: () => storage,
    address: () => 'https://m.shop.example/apply?x=1#/step/2',
    go: (url) => went.push(url),
    online: () => true,
    languages: () => ['zh-CN'],
    bridge: () => Promise.resolve(),
    went,
    patienceIsOver(milliseconds) {
      for (const wait of waits) if (wait.milliseconds === milliseconds) wait.over()
    },
    ...changes,
  }
}

export interface TestSurroundings extends Surroundings {
  /** Where the page was left for. */
  went: string[]
  /** Ends every wait of this length. */
  patienceIsOver(milliseconds: number): void
}

/** As `localStorage`: what is kept is an own property, what it can do is inherited. */
export function memoryStorage(): Storage {
  return Object.create({
    getItem(this: Record<string, string>, name: string) {
      return Object.keys(this).includes(name) ? this[name] : null
    },
    setItem(this: Record<string, string>, name: string, value: string) {
      this[name] = value
    },
    removeItem(this: Record<string, string>, name: string) {
      delete this[name]
    },
  })
}
