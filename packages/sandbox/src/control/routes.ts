/**
 * The controls of a test over HTTP, under `/sandbox`. Bodies are JSON and nothing else, so that no
 * web page elsewhere can pull these levers without asking (CORS) first.
 */
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Controls } from './controls.js'

export function controlRoutes(app: FastifyInstance, controls: Controls): void {
  app.get('/sandbox/calls', (request) => {
    const { action } = request.query as { action?: unknown } // the query string of a test
    return { calls: controls.calls(typeof action === 'string' ? action : undefined) }
  })
  app.delete('/sandbox/calls', (_, reply) => act(reply, () => controls.forgetCalls()))
  app.get('/sandbox/tokens', () => ({ tokens: controls.tokens() }))
  app.get('/sandbox/rules', () => ({ rules: controls.rules() }))
  app.get('/sandbox/clock', () => ({ now: controls.clock.now() }))
  app.post('/sandbox/clock', (request, reply) =>
    act(reply, () => controls.clock.advance(Number(read(request.body, 'advanceMs')))),
  )
  app.post('/sandbox/next', (request, reply) =>
    act(reply, () => {
      const times = read(request.body, 'times')
      controls.next(
        read(request.body, 'action'),
        read(request.body, 'behaviour'),
        times === undefined ? 1 : Number(times),
      )
    }),
  )
  app.delete('/sandbox/next', (_, reply) => act(reply, () => controls.behaveAgain()))
  app.post('/sandbox/finish', (request, reply) =>
    act(reply, () =>
      controls.finish(read(request.body, 'bizToken'), read(request.body, 'outcome') ?? {}),
    ),
  )
}

function act(reply: FastifyReply, pull: () => void) {
  try {
    pull()
    return reply.code(204).send()
  } catch (error) {
    return reply.code(400).send({ error: error instanceof Error ? error.message : 'failed' })
  }
}

function read(body: unknown, name: string): unknown {
  const parsed: unknown = Buffer.isBuffer(body) ? JSON.parse(body.toString('utf8') || '{}') : {}
  if (typeof parsed !== 'object' || parsed === null) return undefined
  return new Map<string, unknown>(Object.entries(parsed)).get(name)
}
