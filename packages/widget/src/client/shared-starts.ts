import type { StartResponse } from '@faceid-h5/protocol'

/**
 * The start in progress or prepared for this key, otherwise the one that `begin` makes. One that
 * failed is not kept.
 */
export function sharedStart(
  key: string,
  begin: () => Promise<StartResponse>,
): Promise<StartResponse> {
  const earlier = starts.get(key)
  if (earlier) return earlier
  const start = begin()
  starts.set(key, start)
  start.catch(() => starts.delete(key))
  return start
}

/** The next start for this key is a new one. */
export function forgetStart(key: string): void {
  starts.delete(key)
}

// The page's own: two elements, or one that a framework mounts twice, make one verification.
const starts = new Map<string, Promise<StartResponse>>()
