/** The full address if it is http(s); never `javascript:` or the like. */
export function webAddress(address: string | undefined, base?: string | undefined) {
  try {
    const { href, protocol } = new URL(address || '', base)
    return /^https?:$/.test(protocol) ? href : undefined
  } catch {
    return undefined
  }
}
