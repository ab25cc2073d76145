/** Style sheet, script and icon, and the headers that every page has. */
import type { FastifyInstance } from 'fastify'
import { icon, script, styleSheet } from './assets.js'

export function assetRoutes(app: FastifyInstance): void {
  app.get('/sandbox/assets/page.css', (_, reply) => reply.type('text/css').send(styleSheet))
  app.get('/sandbox/assets/page.js', (_, reply) => reply.type('text/javascript').send(script))
  app.get('/sandbox/assets/icon.svg', (_, reply) => reply.type('image/svg+xml').send(icon))
}

export function addPageHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', async (_, reply) => {
    reply.headers({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'content-security-policy': policy,
    })
  })
}

/** No `form-action`: the way back to the merchant is a redirect after a form. */
const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')
