import type { StartResponse } from '@faceid-h5/protocol'

/** The start in progress or prepared for this key, else a new one by `begin`. A failed one is not kept. */
export function sharedStart(
  key: string,
  begin: () => Promise<StartResponse>,
): Promise<StartResponse> {
  const earlier = starts.get(key)
  if (earlier) return earlier
  const start = begin()
  starts.set(key, start)
  start.catch(() => forgetStart(key, start))
  return start
}

/** The next start for this key is a new one, unless another than `known` is shared already. */
export function forgetStart(key: string, known = starts.get(key)): void {
  if (starts.get(key) === known) starts.delete(key)
}

// Shared by the page: two elements, or one mounted twice, make one verification.
const starts = new Map<string, Promise<StartResponse>>()
