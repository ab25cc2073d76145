// Decides whether the browser may be sent to an address: the same origin and whole path segments of an allowed entry.

/** @returns undefined if the browser may be sent to `url`, otherwise what is wrong with it. */
export function returnUrlFault(url: string, allowed: readonly string[]): string | undefined {
  // The address goes into a Location header unchanged. URL parsers drop tabs and turn backslashes into slashes.
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
  if (!allowed.some((entry) => isBelow(url, parsed, new URL(entry)))) {
    return 'is not below any of the scene’s return URLs, or holds a path segment that servers may read differently'
  }
  return undefined
}

/**
 * Parsers read an encoded or unusual host differently (`%E1%BA%9E` is `ss` for one and `ß` for another), and the browser
 * parses again. So the host must be written as every parser would write it, except for its case.
 */
function isPlainHost(url: string, { protocol, hostname, host }: URL): boolean {
  const written = /^https?:\/\/([^/?#]*)/i.exec(url)?.[1]?.toLowerCase()
  const usualPort = protocol === 'https:' ? '443' : '80'
  return written === host || written === `${hostname}:${usualPort}`
}

function isBelow(url: string, parsed: URL, entry: URL): boolean {
  if (parsed.origin !== entry.origin) return false
  const base = entry.pathname.endsWith('/') ? entry.pathname : `${entry.pathname}/`
  if (parsed.pathname !== entry.pathname && !parsed.pathname.startsWith(base)) return false
  // The path as written, before a parser resolves it.
  const path = url.replace(/^https?:\/\/[^/?#]*/i, '').replace(/[?#].*$/, '')
  return path.split('/').every(entry.pathname === '/' ? hasNoDots : isPlain)
}

/** Decoded once: letters, digits and a few signs, and not dots alone. Servers read anything else in several ways. */
function isPlain(segment: string): boolean {
  return /^(?!\.+$)[\p{L}\p{M}\p{N}._~!$&'()*+,=:@-]*$/u.test(decode(segment))
}

/** At the root of an origin any path is allowed, but none that a server may resolve. */
function hasNoDots(segment: string): boolean {
  return !/^\.+(?![\p{L}\p{N}])|[/\\%]/u.test(decode(segment))
}

/** What is no UTF-8 or no percent-encoding stays a percent sign, which no rule allows. */
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return '%'
  }
}
