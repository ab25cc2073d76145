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

const kept = 10_000

export function createCalls() {
  let calls: Call[] = []
  return {
    add(call: Call) {
      calls.push(call)
      // Not at each call: that would copy the list each time.
      if (calls.length >= 2 * kept) calls = calls.slice(-kept)
    },
    list: (action?: string) =>
      calls.slice(-kept).filter((call) => action === undefined || call.action === action),
    clear() {
      calls = []
    },
  }
}
