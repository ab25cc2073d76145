import { WidgetError } from './widget-error.js'

/**
 * Hands the hosted page's address back untouched if the browser may go there, and refuses any
 * other. The one exception: `&amp;` of a framework that escaped it is decoded, exactly once.
 */
export function hostedUrl(url: string, relay: string, hosts: readonly string[] = []): string {
  const address = url.replace(/&amp;/g, '&')
  if (!allowed(address, new URL(relay), hosts)) {
    throw new WidgetError('hosted_url_refused', 'Not an address of the hosted page')
  }
  return address
}

function allowed(address: string, relay: URL, hosts: readonly string[]): boolean {
  let url: URL
  try {
    url = new URL(address)
  } catch {
    return false
  }
  const { protocol, hostname } = url
  if (url.username || url.password || !/^https?:$/.test(protocol)) return false
  // The sandbox is where the developer's relay is.
  if (relay.protocol === 'http:' || loopback.test(relay.hostname)) {
    if (hostname === relay.hostname || loopback.test(hostname)) return true
  }
  return (
    protocol === 'https:' &&
    (/^(open\.weixin|([\w-]+\.)*faceid)\.qq\.com$/.test(hostname) ||
      hosts.some((host) => host && `.${hostname}`.endsWith(`.${host}`)))
  )
}

const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/
