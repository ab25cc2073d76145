/** `POST /`: the API over HTTP, and the ways in which it may misbehave. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Options } from '../options.js'
import type { Behaviour } from '../state/behaviours.js'
import type { State } from '../state/state.js'
import type { ApiRequest } from './authentication.js'
import { answerApi, apiErrorAnswer } from './gateway.js'

export interface ApiContext {
  state: State
  options: Options
  publicUrl(): string
  randomId(): string
  wait(ms: number): Promise<void>
}

export function apiRoutes(app: FastifyInstance, context: ApiContext): void {
  app.post('/', (request, reply) => handle(request, reply, context))
}

async function handle(request: FastifyRequest, reply: FastifyReply, context: ApiContext) {
  const { state, options } = context
  const requestId = context.randomId()
  const action = String(request.headers['x-tc-action'] ?? '')
  const behaviour = state.behaviours.take(action)
  await context.wait(options.latencyMs)
  if (behaviour.kind === 'slow') await context.wait(behaviour.ms)
  const answer = answerApi(apiRequest(request), requestId, state, options, context.publicUrl())
  if (behaviour.kind === 'ok' || behaviour.kind === 'slow') return reply.send(answer)
  const call = state.calls.list().find((one) => one.requestId === requestId)
  if (call) call.answer = behaviour.kind === 'error' ? behaviour.code : behaviour.kind
  return misbehave(reply, behaviour, JSON.stringify(answer), requestId)
}

function misbehave(
  reply: FastifyReply,
  behaviour: Exclude<Behaviour, { kind: 'ok' | 'slow' }>,
  right: string,
  requestId: string,
) {
  switch (behaviour.kind) {
    case 'error':
      return reply.send(
        apiErrorAnswer(behaviour.code, behaviour.message ?? behaviour.code, requestId),
      )
    case 'empty':
      return reply.send({})
    case 'html':
      return reply.type('text/html').send(gatewayPage('200'))
    case 'status':
      return reply.code(behaviour.status).type('text/html').send(gatewayPage(behaviour.status))
    case 'truncated':
      return reply.type('application/json').send(right.slice(0, right.length >> 1))
    case 'hang':
      return reply.hijack()
    case 'reset':
      reply.hijack()
      if (!behaviour.midBody) return reply.raw.socket?.resetAndDestroy()
      reply.raw.writeHead(200, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(right),
      })
      reply.raw.write(right.slice(0, right.length >> 1), () => reply.raw.socket?.resetAndDestroy())
      return reply
  }
}

function gatewayPage(status: string | number): string {
  return `<html><head><title>${status}</title></head><body><center><h1>${status}</h1></center><hr><center>sandbox</center></body></html>`
}

function apiRequest(request: FastifyRequest): ApiRequest {
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, String(value ?? '')]),
  )
  const [, query = ''] = request.raw.url?.split('?') ?? []
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
  return { method: request.method, query, headers, body }
}
