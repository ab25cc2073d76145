// Checks the Url that DetectAuth answered before a browser is sent there.

/**
 * @param sandbox the address of a sandbox, whose own pages are then allowed over http.
 * @returns the address untouched, but for `&amp;`, which is decoded once; undefined when it leads elsewhere.
 */
export function hostedPageUrl(
  answered: unknown,
  hosts: readonly string[],
  sandbox?: URL,
): string | undefined {
  if (typeof answered !== 'string') return undefined
  // Seen where a framework in between had escaped it.
  const url = answered.replaceAll('&amp;', '&')
  if (!URL.canParse(url)) return undefined
  const { protocol, hostname, username, password } = new URL(url)
  if (username !== '' || password !== '' || !/^https?:$/.test(protocol)) return undefined
  if (sandbox !== undefined && hostname === sandbox.hostname) return url
  const known = hosts.some((host) => hostname === host || hostname.endsWith(`.${host}`))
  return protocol === 'https:' && known ? url : undefined
}
