/** How many requests an action may take in a second, of each account. */
export interface Rate {
  /** False when this request is one too many. */
  admit(account: string, action: string, now: number): boolean
}

export function createRate(requestsPerSecond: number): Rate {
  const windows = new Map<string, { second: number; count: number }>()
  return {
    admit(account, action, now) {
      const key = `${account} ${action}`
      const second = Math.floor(now / 1000)
      const last = windows.get(key)
      const count = last?.second === second ? last.count + 1 : 1
      windows.set(key, { second, count })
      return count <= requestsPerSecond
    },
  }
}
