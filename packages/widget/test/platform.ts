import type { Platform } from '../src/environment/platform.js'

/** A browser's platform: the network is real, the rest is what the test says. */
export function platform() {
  const went: string[] = []
  const timers: { milliseconds: number; run: () => void }[] = []
  const storage = memoryStorage()
  const around: Platform = {
    fetch,
    now: () => Date.now(),
    // Polls follow each other at once. A timeout fires when the test says so.
    after(milliseconds, run) {
      const timer = { milliseconds, run }
      if (milliseconds < 5_000) setImmediate(run)
      else timers.push(timer)
      return () => void timers.splice(timers.indexOf(timer) >>> 0, 1)
    },
    storage: () => storage,
    address: () => 'https://m.shop.example/apply?x=1#/step/2',
    go: (url) => went.push(url),
    online: () => true,
    languages: () => ['zh-CN'],
    bridge: () => Promise.resolve(),
    embedded: () => false,
    development: () => false,
    report: () => {},
  }
  return Object.assign(around, {
    /** Where the page was left for. */
    went,
    /** Timeouts that have neither fired nor been cancelled. */
    timers,
    /** Fires every timeout of this length. */
    elapse(milliseconds: number): void {
      for (const timer of [...timers]) if (timer.milliseconds === milliseconds) timer.run()
    },
  })
}

export type TestPlatform = ReturnType<typeof platform>

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
