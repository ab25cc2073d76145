// A policy as strict as a bank's page would have: the relay's origin is all that <faceid-h5> needs.
import type { onSendHookHandler } from 'fastify'

export function securityHeaders(relayPublicUrl: string): onSendHookHandler {
  const relay = new URL(relayPublicUrl).origin
  const policy = [
    "default-src 'none'",
    `script-src 'self' ${relay}`,
    `style-src 'self' ${relay}`,
    `connect-src 'self' ${relay}`,
    "img-src 'self' data:",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
  const headers = {
    'content-security-policy': policy,
    'referrer-policy': 'strict-origin-when-cross-origin',
    'x-content-type-options': 'nosniff',
  }
  return async (_request, reply, payload) => {
    for (const [name, value] of Object.entries(headers)) {
      // What a route has said itself counts.
      if (!reply.hasHeader(name)) reply.header(name, value)
    }
    return payload
  }
}
