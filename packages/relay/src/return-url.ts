// Decides whether the browser may be sent to an address: parsed, same origin, whole path segments, no tricks.

export type ReturnUrlFault =
  | 'not an absolute http(s) address'
  | 'holds a character that is not printable ASCII, or a backslash'
  | 'holds a user name or password'
  | 'holds a dot segment, or an encoded dot, slash or backslash, in its path'
  | 'is not below any of the scene’s return URLs'

/** @returns nothing when `url` may be returned to; otherwise what is wrong with it. */
export function returnUrlFault(
  url: string,
  allowed: readonly string[],
): ReturnUrlFault | undefined {
  // The address goes into a Location header as it is, and URL parsers silently drop tabs and turn backslashes.
  if (!/^[\x21-\x7e]+$/.test(url) || url.includes('\\')) {
    return 'holds a character that is not printable ASCII, or a backslash'
  }
  if (!/^https?:\/\/[^/]/i.test(url) || !URL.canParse(url)) return 'not an absolute http(s) address'
  const parsed = new URL(url)
  if (parsed.username !== '' || parsed.password !== '' || /^[^/?#]*\/\/[^/?#]*@/.test(url)) {
    return 'holds a user name or password'
  }
  if (hasDotSegment(url)) {
    return 'holds a dot segment, or an encoded dot, slash or backslash, in its path'
  }
  if (!allowed.some((entry) => isBelow(parsed, new URL(entry)))) {
    return 'is not below any of the scene’s return URLs'
  }
  return undefined
}

function hasDotSegment(url: string): boolean {
  // The path as written, before a parser resolves it.
  const path = url.replace(/^https?:\/\/[^/?#]*/i, '').replace(/[?#].*$/, '')
  return /%2e|%2f|%5c/i.test(path) || path.split('/').some((part) => part === '.' || part === '..')
}

function isBelow(url: URL, entry: URL): boolean {
  if (url.origin !== entry.origin) return false
  const base = entry.pathname.endsWith('/') ? entry.pathname : `${entry.pathname}/`
  return url.pathname === entry.pathname || url.pathname.startsWith(base)
}
