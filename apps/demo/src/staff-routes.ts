// The staff's pages: which orders there are, how they stand, and the evidence of those that are signed. A browser
// never asks the relay for any of it: the back end does, with its API key, for whoever is logged in here.
import { isEvidenceMediaName, isRelayError, type RelayClient } from '@faceid-h5/merchant'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Orders } from './orders.js'
import type { Signing } from './signing.js'
import { askRelay } from './staff-inquiry.js'
import { listPage, loginPage, orderPage } from './staff-pages.js'
import type { StaffSession } from './staff-session.js'
import { localeFor } from './visitor.js'

export interface StaffRouteOptions {
  orders: Orders
  relay: RelayClient
  sign: Signing
  session: StaffSession
}

type WithId = { Params: { id: string } }
type WithMedia = { Params: { id: string; name: string } }
type Body = { password?: unknown } | null | undefined

/** Nothing of the relay's and nothing of anybody else's: only what this back end serves. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src blob:; connect-src 'self'; " +
  "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

export function staffRoutes(
  app: FastifyInstance,
  { orders, relay, sign, session }: StaffRouteOptions,
): void {
  app.register(async (staff) => {
    staff.addHook('onRequest', async (request, reply) => {
      reply.headers({
        'cache-control': 'no-store',
        'content-security-policy': policy,
        'referrer-policy': 'no-referrer',
      })
      if (session.isStaff(request) || request.routeOptions.url === '/staff/login') return undefined
      return html(reply.code(401), loginPage(localeFor(request), false))
    })

    staff.post<{ Body: Body }>('/staff/login', async (request, reply) => {
      const cookie = session.logIn(request.body?.password)
      if (!cookie) return html(reply.code(401), loginPage(localeFor(request), true))
      return reply.header('set-cookie', cookie).redirect('/staff', 303)
    })

    staff.post('/staff/logout', async (request, reply) =>
      reply.header('set-cookie', session.logOut(request)).redirect('/staff', 303),
    )

    staff.get('/staff', async (request, reply) =>
      html(reply, listPage(localeFor(request), orders.latest(50))),
    )

    staff.get<WithId>('/staff/orders/:id', (request, reply) => show(request, reply))

    // The user never came back: the back end asks for itself. A real shop does this for all open orders, by a job.
    staff.post<WithId>('/staff/orders/:id/ask', async (request, reply) => {
      const order = orders.find(request.params.id)
      if (!order) return reply.code(404).send()
      const answer = await askRelay(order, { orders, relay, sign, locale: localeFor(request) })
      return show(request, reply, answer)
    })

    staff.get<WithMedia>('/staff/orders/:id/evidence/:name', async (request, reply) => {
      const { id, name } = request.params
      const { evidence = null } = orders.find(id) ?? {}
      if (evidence === null || !isEvidenceMediaName(name)) return reply.code(404).send()
      try {
        const { mediaType, stream } = await relay.evidenceMedia(evidence, name)
        const fileName = `${id}-${name}.${mediaType.split('/')[1]}`
        return reply
          .type(mediaType)
          .header('content-disposition', `attachment; filename="${fileName}"`)
          .send(stream)
      } catch (error) {
        if (!isRelayError(error)) throw error
        return reply.code(error.problem.status).send({ code: error.code })
      }
    })
  })

  async function show(
    request: FastifyRequest<WithId>,
    reply: FastifyReply,
    answer?: Awaited<ReturnType<typeof askRelay>>,
  ): Promise<FastifyReply> {
    const order = orders.find(request.params.id)
    if (!order) return reply.code(404).send()
    const askable = order.evidence === null && orders.startsOf(order.id).length > 0
    const page = await orderPage(localeFor(request), order, { relay, askable, answer })
    return html(reply, page)
  }
}

function html(reply: FastifyReply, page: string): FastifyReply {
  return reply.type('text/html; charset=utf-8').send(page)
}
