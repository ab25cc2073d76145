import { WidgetError } from './widget-error.js'

/**
 * Hands the hosted page's address back untouched if the browser may go there, and refuses any
 * other. The one exception: `&amp;` of a framework that escaped it is decoded, exactly once.
 */
export function hostedUrl(url: string, relay: string): string {
  const address = url.replace(/&amp;/g, '&')
  if (!allowed(address, new URL(relay))) {
    throw new WidgetError('hosted_url_refused', 'The address answered is not of the hosted page')
  }
  return address
}

function allowed(address: string, relay: URL): boolean {
  let url: URL
  try {
    url = new URL(address)
  } catch {
    return false
  }
  const { protocol, hostname } = url
  if (url.username || url.password) return false
  const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
  const relays = hostname === relay.hostname
  if (protocol === 'http:') return loopback || (relays && relay.protocol === 'http:')
  if (protocol !== 'https:') return false
  return loopback || relays || /^(open\.weixin|([\w-]+\.)*faceid)\.qq\.com$/.test(hostname)
}
