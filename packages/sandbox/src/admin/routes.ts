/**
 * The controls over HTTP, under `/sandbox`. Bodies need `Content-Type: application/json`, so that a page
 * of another origin cannot send them without a CORS preflight. Invalid input is 400 with a message.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isSandboxError } from '../errors.js'
import { query } from '../pages/request.js'
import type { Controls } from './controls.js'

type Body = ReadonlyMap<string, unknown>

export function adminRoutes(app: FastifyInstance, controls: Controls): void {
  app.get('/sandbox/calls', (request) => ({ calls: controls.calls(query(request, 'action')) }))
  app.get('/sandbox/tokens', () => ({ tokens: controls.tokens() }))
  app.get('/sandbox/rules', () => ({ rules: controls.rules() }))
  app.get('/sandbox/clock', () => ({ now: controls.clock.now() }))
  const actions: Readonly<Record<string, (body: Body) => void>> = {
    '/sandbox/clock': (body) => controls.clock.advance(Number(body.get('advanceMs'))),
    // `controls` checks its arguments, so they are passed on as received.
    '/sandbox/next': (body) => {
      const times = Number(body.get('times') ?? 1)
      Reflect.apply(controls.next, controls, [body.get('action'), body.get('behaviour'), times])
    },
    '/sandbox/finish': (body) =>
      Reflect.apply(controls.finish, controls, [body.get('bizToken'), body.get('outcome')]),
  }
  for (const [path, run] of Object.entries(actions))
    app.post(path, (request, reply) => act(reply, () => run(readBody(request))))
  app.delete('/sandbox/calls', (_, reply) => act(reply, controls.forgetCalls))
  app.delete('/sandbox/next', (_, reply) => act(reply, controls.behaveAgain))
}

function act(reply: FastifyReply, run: () => void): FastifyReply {
  try {
    run()
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
