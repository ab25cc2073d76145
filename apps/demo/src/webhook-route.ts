// Receives the outcome of each verification from the relay, also if the customer never comes back. The page's form and
// the webhook race about one verification: whichever is first signs the order, and the other is answered well.
import { createWebhookVerifier, isResultError, isWebhookError } from '@faceid-h5/merchant'
import type { FastifyInstance } from 'fastify'
import { expectationOf, isProduct } from './order.js'
import type { Orders } from './orders.js'
import type { Signing } from './signing.js'

/** @param secret WEBHOOK_SECRET of the relay. */
export function webhookRoute(
  app: FastifyInstance,
  { orders, signing, secret }: { orders: Orders; signing: Signing; secret: string },
): void {
  const webhooks = createWebhookVerifier({
    secret,
    verifierOf: (scene) => (isProduct(scene) ? signing.verifiers[scene] : undefined),
    expected(reference) {
      const order = orders.find(reference)
      return order ? expectationOf(order) : { accept: 'anyone' }
    },
  })

  app.register(async (receiver) => {
    // The signature is over the raw body, so nothing may parse it.
    receiver.removeAllContentTypeParsers()
    receiver.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body))
    receiver.post<{ Body: Buffer }>('/webhooks/faceid', async ({ body, headers }, reply) => {
      try {
        const event = await webhooks.verify(body, headers)
        if (event.type !== 'verification.passed') return reply.code(204).send()
        const order = orders.find(event.result.reference)
        const decision = order && (await signing.apply(order, event.result, 'webhook'))
        const retry = decision && 'refused' in decision && decision.refused.retryable
        return reply.code(retry ? 503 : 204).send()
      } catch (error) {
        if (isWebhookError(error)) return reply.code(400).send({ code: error.code })
        if (!isResultError(error)) throw error
        // Signed by another verification, or changed since: sending the event again changes nothing.
        return reply.code(error.retryable ? 503 : 204).send()
      }
    })
  })
}
