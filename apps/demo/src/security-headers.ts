// A policy as strict as a bank's page would have: the relay's origin is all that <faceid-h5> needs.
import type { onRequestAsyncHookHandler } from 'fastify'

export function securityHeaders(relayUrl: string): onRequestAsyncHookHandler {
  const relay = new URL(relayUrl).origin
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
  return async (_request, reply) => void reply.headers(headers)
}
