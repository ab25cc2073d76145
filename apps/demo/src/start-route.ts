// The address behind `start-url`: adds what must not come from a browser, and starts at the relay.
import { createHash } from 'node:crypto'
import { fromPage, isRelayError, type RelayClient } from '@faceid-h5/merchant'
import type { FastifyInstance } from 'fastify'
import { wordsOf } from './order.js'
import type { Orders } from './orders.js'
import { ownOrder } from './visitor.js'

export function startRoute(
  app: FastifyInstance,
  { orders, relay }: { orders: Orders; relay: RelayClient },
): void {
  app.post<{ Params: { id: string } }>('/orders/:id/start', async (request, reply) => {
    const order = ownOrder(request, orders)
    if (order?.product !== 'loan') return reply.code(404).send()
    try {
      const started = await relay.start({
        ...fromPage(request.body),
        scene: 'loan',
        reference: order.id,
        identity: order.customer,
        intention: wordsOf(order),
        // Starts are limited for each visitor, so that one cannot lock out the others. A hash: the cookie stays here.
        endUser: createHash('sha256').update(order.visitor).digest('hex'),
      })
      return reply.code(201).send(started)
    } catch (error) {
      if (!isRelayError(error)) throw error
      const { problem } = error
      return reply.code(problem.status).type('application/problem+json').send(problem)
    }
  })
}
