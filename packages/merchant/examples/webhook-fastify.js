import { webhookStatus } from '@faceid-h5/merchant'

/**
 * app.register(faceidWebhook(createWebhookVerifier({ … }), onEvent))
 * `onEvent` may run twice for one event: let it depend on the order's state, or on `event.id`.
 */
export const faceidWebhook = (verifier, onEvent) => async (app) => {
  // For this plugin only: the signature covers the bytes of the body, so no parser may touch them.
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  )
  app.post('/webhooks/faceid', async (request, reply) => {
    try {
      await onEvent(await verifier.verify(request.body, request.headers))
      return reply.code(204).send()
    } catch (error) {
      return reply.code(webhookStatus(error)).send()
    }
  })
}
