// Where the form is posted: the browser hands in a token, and the back end decides what to believe.
import { createResultVerifier, isResultError, type PassedResult } from '@faceid-h5/merchant'
import type { FastifyInstance } from 'fastify'
import { expectationOf, type Order } from './order.js'
import type { Orders } from './orders.js'
import { ownOrder } from './visitor.js'

export interface ResultRouteOptions {
  orders: Orders
  relayUrl: string
  relayPublicUrl: string
  allowSandbox: boolean
}

export function resultRoute(
  app: FastifyInstance,
  { orders, relayUrl, relayPublicUrl, allowSandbox }: ResultRouteOptions,
): void {
  const believing = {
    issuer: relayPublicUrl,
    jwks: `${relayUrl}/.well-known/jwks.json`,
    consume: orders.sign,
    allowSandbox,
  }
  const verifiers = {
    member: createResultVerifier({ ...believing, scene: 'member' }),
    loan: createResultVerifier({ ...believing, scene: 'loan' }),
  }

  type Body = { 'faceid-token'?: unknown } | null | undefined
  app.post<{ Params: { id: string }; Body: Body }>('/orders/:id/result', async (request, reply) => {
    const order = ownOrder(request, orders)
    if (!order) return reply.code(404).send()
    const outcome = await decide(order, request.body?.['faceid-token'])
    // The page's script asks for JSON; a form that is posted without it goes back to the order.
    if (!request.headers.accept?.includes('application/json')) {
      return reply.redirect(`/orders/${order.id}`, 303)
    }
    return reply.code('established' in outcome ? 200 : outcome.status).send(outcome)
  })

  async function decide(order: Order, token: unknown) {
    try {
      const result = await verifiers[order.product].verify(token, expectationOf(order))
      orders.keepEvidence(order.id, result.evidence)
      return { established: shown(result) }
    } catch (error) {
      if (!isResultError(error)) throw error
      const { code, reason, retryable } = error
      return { refused: { code, reason }, status: retryable ? 503 : 422 }
    }
  }
}

/** What the page shows of it. The evidence handle stays with the order. */
function shown({ evidence, ...result }: PassedResult) {
  return { ...result, evidence: evidence !== '' }
}
