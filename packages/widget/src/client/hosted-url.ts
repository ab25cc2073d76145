import { loopback } from '../environment/platform.js'
import { webAddress } from './web-address.js'
import { WidgetError } from './widget-error.js'

/**
 * Returns the hosted page's address unchanged if it is allowed, and throws otherwise. The one
 * exception: `&amp;` of a framework that escaped it is decoded, exactly once.
 */
export function hostedUrl(url: string, relay: string, hosts: readonly string[] = []): string {
  const address = url.replace(/&amp;/g, '&')
  if (!allowed(address, new URL(relay), hosts)) {
    throw new WidgetError('hosted_url_refused', 'not Tencent’s hosted page')
  }
  return address
}

function allowed(address: string, relay: URL, hosts: readonly string[]): boolean {
  if (!webAddress(address)) return false
  const { protocol, hostname, username, password } = new URL(address)
  if (username || password) return false
  // A sandbox runs beside a relay under development.
  if (relay.protocol === 'http:' || loopback.test(relay.hostname)) {
    if (hostname === relay.hostname || loopback.test(hostname)) return true
  }
  return (
    protocol === 'https:' &&
    (/^(open\.weixin|([\w-]+\.)*faceid)\.qq\.com$/.test(hostname) ||
      hosts.some((host) => host && `.${hostname}`.endsWith(`.${host}`)))
  )
}
