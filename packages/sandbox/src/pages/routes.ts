/** The hosted pages over HTTP: authorize hop, hosted page, way back. Nothing here is a real identity check. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ApiContext } from '../api/routes.js'
import type { Verification } from '../state/verification.js'
import { icon, script, styleSheet } from './assets.js'
import { obstacleFor } from './environment.js'
import { choose, screenOf } from './flow.js'
import { readChoice } from './form.js'
import { render, renderStranded, renderUnknown } from './render.js'
import { returnAddress } from './return-address.js'
import { type Language, languageOf } from './texts.js'

export function pageRoutes(app: FastifyInstance, { state, publicUrl }: ApiContext): void {
  app.addHook('onRequest', async (request, reply) => {
    if (!/^\/(h5|sandbox\/assets|connect|v1)/.test(request.url)) return
    reply.headers({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'content-security-policy':
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; frame-ancestors 'none'",
    })
  })
  app.get('/sandbox/assets/page.css', (_, reply) => reply.type('text/css').send(styleSheet))
  app.get('/sandbox/assets/page.js', (_, reply) => reply.type('text/javascript').send(script))
  app.get('/sandbox/assets/icon.svg', (_, reply) => reply.type('image/svg+xml').send(icon))

  app.get('/connect/oauth2/authorize', (request, reply) => {
    const next = query(request, 'redirect_uri') ?? ''
    if (!next.startsWith(`${publicUrl()}/v1/`))
      return page(reply, 400, renderUnknown(language(request), request.url))
    return reply.redirect(`${next}&code=sandbox_code&state=${query(request, 'state') ?? ''}`, 302)
  })
  app.get('/v1/web/wechat/authorized', (request, reply) => {
    const bizToken = encodeURIComponent(query(request, 'BizToken') ?? '')
    return reply.redirect(`${publicUrl()}/h5?BizToken=${bizToken}`, 302)
  })
  app.get('/h5', (request, reply) => {
    const chosen = language(request)
    if (query(request, 'lang')) reply.header('set-cookie', `sandbox_lang=${chosen}; Path=/`)
    const verification = find(query(request, 'BizToken'))
    if (!verification) return page(reply, 404, renderUnknown(chosen, request.url))
    const obstacle = obstacleFor(verification.rule, request.headers['user-agent'] ?? '')
    const screen = screenOf(verification, state.clock.now())
    return page(reply, 200, render(verification, screen, obstacle, chosen))
  })
  app.post('/h5', (request, reply) => {
    const { bizToken, choice } = readChoice(request.body)
    const verification = find(bizToken)
    if (!verification) return page(reply, 404, renderUnknown(language(request), '/h5'))
    if (choice === 'environment') verification.page.environmentAccepted = true
    else if (choice) choose(verification, choice, state.clock.now())
    return reply.redirect(`${publicUrl()}/h5?BizToken=${verification.bizToken}`, 303)
  })
  app.get('/h5/return', (request, reply) => {
    const verification = find(query(request, 'BizToken'))
    if (!verification) return page(reply, 404, renderUnknown(language(request), '/h5'))
    const { RedirectUrl, Extra } = verification.request
    const address = returnAddress(RedirectUrl, verification.bizToken, Extra)
    if (address !== undefined) return reply.redirect(address, 302)
    return page(reply, 200, renderStranded(language(request), verification.bizToken))
  })

  function find(bizToken: string | undefined): Verification | undefined {
    const found = state.tokens.find(bizToken ?? '')
    return found === 'unknown' || found === 'expired' ? undefined : found
  }
}

function page(reply: FastifyReply, status: number, text: string) {
  return reply.code(status).type('text/html; charset=utf-8').send(text)
}

function query(request: FastifyRequest, name: string): string | undefined {
  const value = new Map<string, unknown>(Object.entries(request.query ?? {})).get(name)
  return typeof value === 'string' ? value : undefined
}

function language(request: FastifyRequest): Language {
  const cookie = /(?:^|;\s*)sandbox_lang=([^;]+)/.exec(request.headers.cookie ?? '')?.[1]
  return languageOf(query(request, 'lang') ?? cookie, request.headers['accept-language'] ?? '')
}
