import { buffer } from 'node:stream/consumers'
import { webhookStatus } from '@faceid-h5/merchant'

/**
 * app.use(faceidWebhook(createWebhookVerifier({ … }), onEvent))   before any body parser
 * `onEvent` may run twice for one event: let it depend on the order's state, or on `event.id`.
 */
export const faceidWebhook = (verifier, onEvent) => async (context, next) => {
  if (context.method !== 'POST' || context.path !== '/webhooks/faceid') return next()
  // The relay sends about 2 kB. The signature covers the bytes of the body.
  if (!(context.request.length <= 65_536)) return context.throw(413)
  try {
    await onEvent(await verifier.verify(await buffer(context.req), context.headers))
    context.status = 204
  } catch (error) {
    context.status = webhookStatus(error)
  }
}
