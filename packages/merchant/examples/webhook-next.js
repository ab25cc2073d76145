import { webhookStatus } from '@faceid-h5/merchant'

/**
 * app/webhooks/faceid/route.js: export const POST = faceidWebhook(createWebhookVerifier({ … }), onEvent)
 * `onEvent` may run twice for one event: let it depend on the order's state, or on `event.id`.
 */
export const faceidWebhook = (verifier, onEvent) => async (request) => {
  try {
    // `text`, not `json`: the signature covers the bytes of the body.
    await onEvent(await verifier.verify(await request.text(), request.headers))
    return new Response(null, { status: 204 })
  } catch (error) {
    return new Response(null, { status: webhookStatus(error) })
  }
}
