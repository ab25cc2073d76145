// One log line per request, of polls at `debug`, from an allow-list: no query, header, body, or message of a foreign error.
import type { Mode, ReasonCode, Status } from '@faceid-h5/protocol'
import type { FastifyInstance } from 'fastify'
import { ProblemError } from '../problem.js'
import { ProviderError } from '../tencent/errors.js'
import type { Metrics } from './metrics.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** What the log line has beside route, status and time; filled by the routes. */
    facts: {
      scene?: string
      /** Our own id, which is no secret. */
      verification?: string
      mode?: Mode
      status?: Status
      reason?: ReasonCode
    }
  }
}

/** Comes often and says nothing new: a new verdict has a line of its own. */
const routine = new Set<string | undefined>(['getVerification', 'getHealth', 'getReadiness'])

export function logRequests(app: FastifyInstance, metrics: Metrics | undefined): void {
  app.decorateRequest('facts')
  // With `done`, since `async` costs a promise per request.
  app.addHook('onRequest', (request, _reply, done) => {
    request.facts = {}
    done()
  })
  app.addHook('onResponse', (request, reply, done) => {
    const { method, facts } = request
    const { statusCode } = reply
    // The pattern, not the address: states, handles and queries stay out.
    const route = request.routeOptions.url ?? 'unknown'
    metrics?.answered(route, statusCode, reply.elapsedTime)
    const isRoutine = statusCode < 300 && routine.has(request.routeOptions.schema?.operationId)
    const level = statusCode >= 500 ? 'error' : isRoutine ? 'debug' : 'info'
    const milliseconds = Math.round(reply.elapsedTime)
    request.log[level]({ method, route, statusCode, milliseconds, ...facts }, 'request')
    done()
  })
}

/** The loggable part of an error: codes and places, never a message that may quote a request. */
export function loggableError(error: unknown): Record<string, unknown> {
  if (error instanceof ProblemError) {
    const { cause } = error
    return { code: error.code, ...(cause === undefined ? {} : { cause: loggableError(cause) }) }
  }
  if (error instanceof ProviderError) {
    const { fault, providerCode, providerRequestId } = error
    return { fault, providerCode, providerRequestId }
  }
  if (!(error instanceof Error)) return { name: typeof error }
  const places = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return { name: error.name, places: places.slice(0, 8) }
}
