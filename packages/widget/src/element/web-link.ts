/** The address in full where it leads to a web page; a `javascript:` and its like are no link. */
export function webLink(address: string | undefined): string | undefined {
  if (!address) return undefined
  // An anchor resolves as the browser will, and throws at nothing.
  const link = document.createElement('a')
  link.href = address
  return /^https?:$/.test(link.protocol) ? link.href : undefined
}
