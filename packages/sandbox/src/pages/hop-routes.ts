/**
 * The hops before the hosted page, as Tencent's Url makes a browser go: WeChat's authorize address,
 * then two addresses that turn its code into an openid. They lead nowhere but to this sandbox.
 */
import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { paths } from '../api/authorize-url.js'
import type { ApiContext } from '../api/context.js'
import { renderUnknown } from './render.js'
import { cookie, language, query } from './request.js'

export function hopRoutes(app: FastifyInstance, { publicUrl }: ApiContext): void {
  app.get(paths.authorize, (request, reply) => {
    const next = query(request, 'redirect_uri') ?? ''
    if (!next.startsWith(`${publicUrl()}${paths.code}?`)) return refuse(request, reply)
    const state = encodeURIComponent(query(request, 'state') ?? '')
    return reply.redirect(`${next}&code=sandbox${randomUUID()}&state=${state}`, 302)
  })

  app.get(paths.code, (request, reply) => {
    const next = query(request, 'bizRedirect') ?? ''
    if (!next.startsWith(`${publicUrl()}${paths.token}?`)) return refuse(request, reply)
    return reply.redirect(next, 302)
  })

  app.get(paths.token, (request, reply) => {
    const bizToken = encodeURIComponent(query(request, 'token') ?? '')
    // Who this browser is, for the frequency caps.
    if (!cookie(request, 'sandbox_browser'))
      reply.header('set-cookie', `sandbox_browser=${randomUUID()}; Path=/; HttpOnly; SameSite=Lax`)
    return reply.redirect(`${publicUrl()}${paths.page}?BizToken=${bizToken}`, 302)
  })
}

function refuse(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply
    .code(400)
    .type('text/html')
    .send(renderUnknown(language(request)))
}
