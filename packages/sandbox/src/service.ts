/** The sandbox over HTTP: the API, the hosted pages and the controls on one address. */
import Fastify, { type FastifyInstance } from 'fastify'
import { type ApiContext, apiRoutes } from './api/routes.js'
import type { Controls } from './control/controls.js'
import { controlRoutes } from './control/routes.js'
import { pageRoutes } from './pages/routes.js'

/** Above the API's own limit, so that a body that is too large gets Tencent's answer, not a reset. */
const readBytes = 32 * 1024 * 1024

export function createService(context: ApiContext & { controls: Controls }): FastifyInstance {
  const app = Fastify({ bodyLimit: readBytes, forceCloseConnections: true })
  // The signature is over the bytes, so nothing may parse them first.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body))
  apiRoutes(app, context)
  controlRoutes(app, context.controls)
  pageRoutes(app, context)
  return app
}
