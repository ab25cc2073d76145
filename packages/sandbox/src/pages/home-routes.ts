/** `GET /`: what this is, for whoever opens its address in a browser. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ApiContext } from '../api/context.js'
import { sandboxCredential } from '../options.js'
import { renderHome } from './home.js'
import { language } from './request.js'

export function homeRoutes(
  app: FastifyInstance,
  { state, options, publicUrl }: ApiContext,
  api: (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>,
): void {
  app.get('/', (request, reply) => {
    // A client that calls the API by GET gets an answer of the API.
    if (request.headers['x-tc-action'] ?? request.headers.authorization) return api(request, reply)
    const home = renderHome({
      language: language(request),
      url: publicUrl(),
      credential: options.credentials[0] ?? sandboxCredential,
      rules: options.rules,
      verifications: state.tokens.all().slice(-10).reverse(),
    })
    return reply.type('text/html; charset=utf-8').send(home)
  })
}
