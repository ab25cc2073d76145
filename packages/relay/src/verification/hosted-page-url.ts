// Checks the Url of DetectAuth's answer before a browser is sent there.

/**
 * @param sandbox the address of a sandbox, whose own pages are then allowed over http.
 * @returns the address unchanged, except for `&amp;`, which is decoded once; undefined if its host is not allowed.
 */
export function hostedPageUrl(
  answered: unknown,
  hosts: readonly string[],
  sandbox?: URL,
): string | undefined {
  if (typeof answered !== 'string') return undefined
  // Seen in the wild: a framework in between had escaped the URL.
  const url = answered.replaceAll('&amp;', '&')
  // Parsers drop control characters and turn backslashes into slashes, each in its own way.
  if (!/^[\x21-\x7e]+$/.test(url) || url.includes('\\') || !URL.canParse(url)) return undefined
  const { protocol, hostname, username, password } = new URL(url)
  if (username !== '' || password !== '' || !/^https?:$/.test(protocol)) return undefined
  if (sandbox !== undefined && hostname === sandbox.hostname) return url
  const known = hosts.some((host) => hostname === host || hostname.endsWith(`.${host}`))
  return protocol === 'https:' && known ? url : undefined
}
