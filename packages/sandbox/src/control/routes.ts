/**
 * The controls of a test over HTTP, under `/sandbox`. Bodies are JSON and say so, so that no web page
 * elsewhere can pull these levers without asking (CORS) first. A wrong one is 400 with a reason.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isSandboxError } from '../errors.js'
import { query } from '../pages/request.js'
import type { Controls } from './controls.js'

type Body = ReadonlyMap<string, unknown>

export function controlRoutes(app: FastifyInstance, controls: Controls): void {
  app.get('/sandbox/calls', (request) => ({ calls: controls.calls(query(request, 'action')) }))
  app.get('/sandbox/tokens', () => ({ tokens: controls.tokens() }))
  app.get('/sandbox/rules', () => ({ rules: controls.rules() }))
  app.get('/sandbox/clock', () => ({ now: controls.clock.now() }))
  app.get('/sandbox/public-key', (_, reply) =>
    reply.type('application/x-pem-file').send(controls.encryptionPublicKey()),
  )
  const levers: Readonly<Record<string, (body: Body) => void>> = {
    '/sandbox/clock': (body) => controls.clock.advance(Number(body.get('advanceMs'))),
    '/sandbox/next': (body) =>
      controls.next(body.get('action'), body.get('behaviour'), Number(body.get('times') ?? 1)),
    '/sandbox/finish': (body) => controls.finish(body.get('bizToken'), body.get('outcome') ?? {}),
  }
  for (const [path, pull] of Object.entries(levers))
    app.post(path, (request, reply) => act(reply, () => pull(readBody(request))))
  app.delete('/sandbox/calls', (_, reply) => act(reply, controls.forgetCalls))
  app.delete('/sandbox/next', (_, reply) => act(reply, controls.behaveAgain))
}

function act(reply: FastifyReply, pull: () => void): FastifyReply {
  try {
    pull()
    return reply.code(204).send()
  } catch (error) {
    if (!(error instanceof TypeError || isSandboxError(error))) throw error
    return reply.code(400).send({ error: error.message })
  }
}

function readBody({ headers, body }: FastifyRequest): Body {
  if (!headers['content-type']?.startsWith('application/json'))
    throw new TypeError('`Content-Type` must be application/json')
  let parsed: unknown
  try {
    parsed = JSON.parse(Buffer.isBuffer(body) ? body.toString('utf8') : '')
  } catch (cause) {
    throw new TypeError('the body is not JSON', { cause })
  }
  if (typeof parsed !== 'object' || parsed === null) throw new TypeError('the body is no object')
  return new Map(Object.entries(parsed))
}
