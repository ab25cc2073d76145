// Identifies the visitor by a random cookie. A real shop has its login here.
import { randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
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

/** The order with this id, if it is the visitor's own. Only the shop can check that, the relay cannot. */
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

/** A cookie's value, if it is one that this shop could have set. */
function cookie({ headers }: FastifyRequest, name: string): string | undefined {
  return new RegExp(`(?:^|; )${name}=([\\w-]+)`).exec(headers.cookie ?? '')?.[1]
}
