/**
 * Where the browser goes in the end: RedirectUrl with `BizToken` and `Extra`, joined with `&` to a
 * query that is there already. Where `#` is concerned nothing is documented: here it stays behind the
 * query, as in every URL. Undefined where RedirectUrl leads nowhere: the user is stranded.
 */
export function returnAddress(
  redirectUrl: string | undefined,
  bizToken: string,
  extra: string | undefined,
): string | undefined {
  if (redirectUrl === undefined || !/^https?:\/\//i.test(redirectUrl)) return undefined
  if (!URL.canParse(redirectUrl)) return undefined
  const hash = redirectUrl.indexOf('#')
  const address = hash < 0 ? redirectUrl : redirectUrl.slice(0, hash)
  const fragment = hash < 0 ? '' : redirectUrl.slice(hash)
  const parameters = [`BizToken=${encodeURIComponent(bizToken)}`]
  if (extra) parameters.push(`Extra=${encodeURIComponent(extra)}`)
  const joint = address.includes('?') ? (/[?&]$/.test(address) ? '' : '&') : '?'
  return `${address}${joint}${parameters.join('&')}${fragment}`
}
