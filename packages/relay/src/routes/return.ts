// GET /v1/return/:state: Tencent sends the browser here; it goes on to the merchant's page. The query is ignored.
import type { FastifyInstance } from 'fastify'
import { Type } from '../config/schema-type.js'
import type { RelayContext } from '../server/context.js'
import { decryptReturnState } from '../tokens/return-state.js'
import { returnUrlFault } from '../verification/return-url.js'
import { returnPage } from './return-page.js'
import { answerOf, problemResponse } from './schemas.js'

export function returnRoute(app: FastifyInstance, services: RelayContext): void {
  const { configuration, keys, now } = services

  app.get<{ Params: { state: string } }>('/v1/return/:state', {
    schema: {
      operationId: 'return',
      summary: 'Where Tencent sends the browser back to; the query is ignored',
      tags: ['verification'],
      response: {
        200: answerOf('After a handoff: go back to the other screen', 'text/html'),
        303: Type.Null({
          description: 'On to the returnUrl',
          headers: { location: Type.String({ description: 'the returnUrl, to the letter' }) },
        }),
        400: answerOf('This address leads nowhere', 'text/html'),
        410: answerOf('This address is of more than three days ago', 'text/html'),
        ...problemResponse,
      },
    },
    handler: async (request, reply) => {
      reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer')
      const opened = decryptReturnState(keys, request.params.state, now())
      if (!opened.ok) return reply.code(opened.why === 'expired' ? 410 : 400).send(page(opened.why))
      const { id, scene, returnUrl, handoff } = opened.value
      request.facts.verification = id
      request.facts.scene = scene
      await services.reader.returned(id)
      if (handoff) return reply.send(page('handoff'))
      // The configuration may have changed since the start.
      const allowed = configuration.scenes.get(scene)?.returnUrls ?? []
      if (returnUrlFault(returnUrl, allowed) !== undefined)
        return reply.code(400).send(page('invalid'))
      // Not `reply.redirect`, which would encode the address: it goes back to the letter.
      return reply.code(303).header('location', returnUrl).send()

      function page(kind: Parameters<typeof returnPage>[0]): string {
        const { html, contentSecurityPolicy } = returnPage(kind)
        reply
          .type('text/html; charset=utf-8')
          .header('content-security-policy', contentSecurityPolicy)
        return html
      }
    },
  })
}
