import { webhookStatus } from '@faceid-h5/merchant'
import express from 'express'

/**
 * app.use(faceidWebhook(createWebhookVerifier({ … }), onEvent))   before app.use(express.json())
 * `onEvent` may run twice for one event: let it depend on the order's state, or on `event.id`.
 */
export function faceidWebhook(verifier, onEvent) {
  const router = express.Router()
  // The signature covers the bytes of the body, so no parser may touch them.
  const raw = express.raw({ type: 'application/json' })
  router.post('/webhooks/faceid', raw, async (request, response) => {
    try {
      await onEvent(await verifier.verify(request.body, request.headers))
      response.sendStatus(204)
    } catch (error) {
      response.sendStatus(webhookStatus(error))
    }
  })
  return router
}
