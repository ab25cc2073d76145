// The shop's API for its pages: texts, new orders, and the state of an order.
import type { FastifyInstance } from 'fastify'
import { customerOf } from './customers.js'
import { isProduct, shownOrder } from './order.js'
import type { Orders } from './orders.js'
import { texts } from './texts.js'
import { localeFor, ownOrder, visitorOf } from './visitor.js'

export interface ApiRouteOptions {
  orders: Orders
  relayPublicUrl: string
  allowSandbox: boolean
}

type Form = Partial<Record<string, unknown>> | null | undefined

export function apiRoutes(
  app: FastifyInstance,
  { orders, relayPublicUrl, allowSandbox }: ApiRouteOptions,
): void {
  app.get('/api/shop', async (request) => {
    const locale = localeFor(request)
    return { relay: relayPublicUrl, locale, sandbox: allowSandbox, texts: texts[locale] }
  })

  app.post<{ Body: Form }>('/api/orders', async (request, reply) => {
    const product = request.body?.product
    if (!isProduct(product)) return reply.code(400).send()
    const visitor = visitorOf(request, reply)
    const customer = customerOf(product, request.body?.customer, allowSandbox)
    return reply.code(201).send({ id: orders.create({ visitor, product, customer }) })
  })

  app.get<{ Params: { id: string } }>('/api/orders/:id', async (request, reply) => {
    const order = ownOrder(request, orders)
    return order ? shownOrder(order) : reply.code(404).send()
  })
}
