/** The wrong answers that a test has ordered, on the wire. */
import type { FastifyReply } from 'fastify'
import type { Behaviour } from '../state/behaviours.js'
import { apiErrorAnswer } from './gateway.js'

export type Misbehaviour = Exclude<Behaviour, { kind: 'ok' | 'slow' }>

/** `right`: the answer that gets lost, where there is one. */
export function misbehave(
  reply: FastifyReply,
  behaviour: Misbehaviour,
  right: string | undefined,
  requestId: string,
): FastifyReply {
  switch (behaviour.kind) {
    case 'error': {
      const { code, message = code } = behaviour
      return reply.send(apiErrorAnswer(code, message, requestId))
    }
    case 'empty':
      return reply.send({})
    case 'html':
      return reply.type('text/html').send(page(200))
    case 'status':
      return reply.code(behaviour.status).type('text/html').send(page(behaviour.status))
    case 'truncated':
      return reply.type('application/json').send(half(right))
    case 'hang':
      return reply.hijack()
    case 'reset':
      return reset(reply, right)
  }
}

function reset(reply: FastifyReply, body: string | undefined): FastifyReply {
  reply.hijack()
  const destroy = () => reply.raw.socket?.resetAndDestroy()
  if (body === undefined) destroy()
  else {
    const length = Buffer.byteLength(body)
    reply.raw.writeHead(200, { 'content-type': 'application/json', 'content-length': length })
    reply.raw.write(half(body), destroy)
  }
  return reply
}

function half(body = ''): string {
  return body.slice(0, body.length >> 1)
}

/** What a load balancer on the way would say. */
function page(status: number): string {
  return `<html><head><title>${status}</title></head><body><center><h1>${status}</h1></center></body></html>`
}
