// The form's address: the browser submits a token, and the back end verifies it.
import type { FastifyInstance } from 'fastify'
import type { Orders } from './orders.js'
import type { Decision, Signing } from './signing.js'
import { ownOrder } from './visitor.js'

export function resultRoute(
  app: FastifyInstance,
  { orders, signing }: { orders: Orders; signing: Signing },
): void {
  type Body = { 'faceid-token'?: unknown } | null | undefined
  app.post<{ Params: { id: string }; Body: Body }>('/orders/:id/result', async (request, reply) => {
    const order = ownOrder(request, orders)
    if (!order) return reply.code(404).send()
    const decision = await signing.submit(order, request.body?.['faceid-token'])
    // The page's script asks for JSON; a form that is posted without it goes back to the order.
    if (!request.headers.accept?.includes('application/json')) {
      return reply.redirect(`/orders/${order.id}`, 303)
    }
    return reply.code(statusOf(decision)).send(shown(decision))
  })
}

function statusOf(decision: Decision): number {
  if ('established' in decision) return 200
  return decision.refused.retryable ? 503 : 422
}

/** What the page shows of it. The evidence handle stays with the order. */
function shown(decision: Decision): object {
  if ('refused' in decision) return decision
  const { evidence, ...result } = decision.established
  return { established: { ...result, evidence: evidence !== '' } }
}
