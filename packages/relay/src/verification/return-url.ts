// Decides whether the browser may be sent to an address: parsed, same origin, whole path segments, no tricks.

export type ReturnUrlFault =
  | 'not an absolute http(s) address'
  | 'holds a character that is not printable ASCII, or a backslash'
  | 'holds a user name or password'
  | 'holds a host that is not written plainly, in lower-case ASCII letters and digits'
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
  if (!isPlainHost(url, parsed)) {
    return 'holds a host that is not written plainly, in lower-case ASCII letters and digits'
  }
  if (hasDotSegment(url)) {
    return 'holds a dot segment, or an encoded dot, slash or backslash, in its path'
  }
  if (!allowed.some((entry) => isBelow(parsed, new URL(entry)))) {
    return 'is not below any of the scene’s return URLs'
  }
  return undefined
}

/**
 * Parsers differ in what an encoded or unusual host means (`%E1%BA%9E` is `ss` for one and `ß` for the next), and the
 * browser parses again. So the host must be written as every parser would write it, but for its case.
 */
function isPlainHost(url: string, { protocol, hostname, host }: URL): boolean {
  const written = /^https?:\/\/([^/?#]*)/i.exec(url)?.[1]?.toLowerCase()
  const usualPort = protocol === 'https:' ? '443' : '80'
  return written === host || written === `${hostname}:${usualPort}`
}

function hasDotSegment(url: string): boolean {
  // The path as written, before a parser resolves it. Encoded twice or overlong, or with a parameter behind the dots,
  // it means the same to some servers.
  const path = url.replace(/^https?:\/\/[^/?#]*/i, '').replace(/[?#].*$/, '')
  if (/%(25)*(2e|2f|5c)|%c[01]/i.test(path)) return true
  return path.split('/').some((segment) => /^\.{1,2}(;|$)/.test(segment))
}

function isBelow(url: URL, entry: URL): boolean {
  if (url.origin !== entry.origin) return false
  const base = entry.pathname.endsWith('/') ? entry.pathname : `${entry.pathname}/`
  return url.pathname === entry.pathname || url.pathname.startsWith(base)
}
