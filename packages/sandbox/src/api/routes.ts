/** `POST /`: the API over HTTP, in the way the next behaviour wants it. */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Call } from '../state/calls.js'
import { ApiError } from './api-error.js'
import type { ApiRequest } from './authentication.js'
import type { ApiContext } from './context.js'
import { answerApi, understand } from './gateway.js'
import { type Misbehaviour, misbehave } from './misbehaviour.js'

export function apiRoutes(app: FastifyInstance, context: ApiContext): void {
  app.post('/', (request, reply) => handleApi(request, reply, context))
}

export async function handleApi(
  request: FastifyRequest,
  reply: FastifyReply,
  context: ApiContext,
): Promise<FastifyReply> {
  const { state, options } = context
  const call: Call = {
    action: String(request.headers['x-tc-action'] ?? ''),
    requestId: randomUUID(),
    at: state.clock.now(),
    parameters: {},
    authenticated: false,
    answer: 'ok',
  }
  state.calls.add(call)
  const behaviour = state.behaviours.take(call.action)
  const waitMs = options.latencyMs + (behaviour.kind === 'slow' ? behaviour.ms : 0)
  // A closed sandbox must not keep a process alive to the end of a slow answer.
  if (waitMs > 0) await sleep(waitMs, undefined, { ref: false })
  const understood = apiRequest(request)
  if (behaviour.kind === 'ok' || behaviour.kind === 'slow')
    return reply.send(answerApi(understood, call, context))
  const right = answerLost(behaviour) ? answerApi(understood, call, context) : undefined
  if (!right) note(understood, call, context)
  call.answer = behaviour.kind === 'error' ? behaviour.code : behaviour.kind
  return misbehave(reply, behaviour, JSON.stringify(right), call.requestId)
}

/** The work is done and only its answer gets lost; of the other kinds nothing is done at all. */
function answerLost(behaviour: Misbehaviour): boolean {
  return (
    behaviour.kind === 'truncated' || (behaviour.kind === 'reset' && behaviour.midBody === true)
  )
}

function note(request: ApiRequest, call: Call, context: ApiContext): void {
  try {
    understand(request, call, context)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
  }
}

function apiRequest(request: FastifyRequest): ApiRequest {
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, String(value ?? '')]),
  )
  const [, query = ''] = request.raw.url?.split('?') ?? []
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
  return { method: request.method, query, headers, body }
}
