/** The calls that reached the API, oldest first, so that tests can count. The newest 10,000 are kept. */
export interface Call {
  action: string
  requestId: string
  /** Milliseconds since 1970 on the sandbox's clock. */
  at: number
  parameters: Record<string, unknown>
  /** The signature was right. */
  authenticated: boolean
  /** `ok`, the error code that was answered, or the kind of misbehaviour. */
  answer: string
}

export interface Calls {
  add(call: Call): void
  list(action?: string): Call[]
  clear(): void
}

const kept = 10_000

export function createCalls(): Calls {
  let calls: Call[] = []
  return {
    add(call) {
      calls.push(call)
      // Not at each call: that would copy the list each time.
      if (calls.length >= 2 * kept) calls = calls.slice(-kept)
    },
    list: (action) =>
      calls.slice(-kept).filter((call) => action === undefined || call.action === action),
    clear() {
      calls = []
    },
  }
}
