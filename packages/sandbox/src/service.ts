/** The sandbox over HTTP: the API, the hosted pages and the controls on one address. */
import { randomUUID } from 'node:crypto'
import Fastify, { type FastifyInstance } from 'fastify'
import type { Controls } from './admin/controls.js'
import { adminRoutes } from './admin/routes.js'
import type { ApiContext } from './api/context.js'
import { apiErrorAnswer } from './api/gateway.js'
import { apiRoutes } from './api/routes.js'
import { addPageHeaders, assetRoutes } from './pages/assets.js'
import { homeRoutes } from './pages/home.js'
import { hopRoutes } from './pages/hop-routes.js'
import { pageRoutes } from './pages/routes.js'

/** Above the API's own limit, so that a body that is too large gets Tencent's answer, not a reset. */
const readBytes = 32 * 1024 * 1024

export function createService(context: ApiContext, controls: Controls): FastifyInstance {
  const app = Fastify({ bodyLimit: readBytes, forceCloseConnections: true })
  // The signature is over the bytes, so nothing may parse them first.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body))
  apiRoutes(app, context)
  adminRoutes(app, controls)
  app.register(async (pages) => {
    addPageHeaders(pages)
    assetRoutes(pages)
    hopRoutes(pages, context)
    pageRoutes(pages, context)
    homeRoutes(pages, context)
  })
  app.setNotFoundHandler((_, reply) => reply.code(404).send({ error: whereToGo }))
  app.setErrorHandler((error, request, reply) => {
    const status = statusOf(error)
    if (status === 413 && request.url === '/') {
      const answer = apiErrorAnswer('RequestSizeLimitExceeded', 'Above 10 MB.', randomUUID())
      return reply.code(200).send(answer)
    }
    const message = error instanceof Error ? error.message : 'failed'
    return reply.code(status).send({ error: message })
  })
  return app
}

const whereToGo =
  'nothing here. The API is POST /, hosted pages begin at the Url that DetectAuth answers, controls are under /sandbox'

function statusOf(error: unknown): number {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined
  return typeof status === 'number' ? status : 500
}
