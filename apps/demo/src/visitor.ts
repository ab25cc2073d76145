// Who is asking: a random cookie, in the place of the login of a real shop.
import { randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { cookie } from './cookie.js'
import type { Order } from './order.js'
import type { Orders } from './orders.js'
import { type Locale, localeOf } from './texts.js'

/** The visitor's id; a new visitor gets one. `Lax`, so that the cookie comes along on the way back from Tencent. */
export function visitorOf(request: FastifyRequest, reply: FastifyReply): string {
  const known = cookie(request, 'visitor')
  if (known) return known
  const visitor = randomBytes(16).toString('hex')
  reply.header('set-cookie', `visitor=${visitor}; Path=/; HttpOnly; SameSite=Lax`)
  return visitor
}

/** The order with this id, if it is the visitor's own: the relay cannot know that, only the shop can. */
export function ownOrder(
  request: FastifyRequest<{ Params: { id: string } }>,
  orders: Orders,
): Order | undefined {
  const order = orders.find(request.params.id)
  return order && order.visitor === cookie(request, 'visitor') ? order : undefined
}

/** The language that was chosen, or the browser's. */
export function localeFor(request: FastifyRequest): Locale {
  return localeOf(cookie(request, 'locale'), request.headers['accept-language'])
}
