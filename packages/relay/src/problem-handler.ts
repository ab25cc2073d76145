// Answers every error as a problem document (RFC 9457) and logs what the caller is not told.
import type { FastifyError, FastifyInstance } from 'fastify'
import { isRelayError, problemOf, RelayError } from './problem.js'
import { loggableError } from './request-log.js'

export function answerProblems(app: FastifyInstance): void {
  app.setErrorHandler((thrown: FastifyError, request, reply) => {
    const error = relayErrorOf(thrown)
    const problem = problemOf(error, request.id)
    if (problem.status >= 500)
      request.log.error({ requestId: request.id, error: loggableError(error) }, 'problem')
    else request.log.info({ requestId: request.id, code: error.code }, 'problem')
    if (error.retryAfter !== undefined) reply.header('retry-after', error.retryAfter)
    if (problem.status === 401) reply.header('www-authenticate', 'Bearer')
    return reply
      .code(problem.status)
      .type('application/problem+json')
      .header('cache-control', 'no-store')
      .send(problem)
  })
  app.setNotFoundHandler(() => {
    throw new RelayError('not_found', 'There is nothing at this address')
  })
}

/** Fastify and its plugins have errors of their own. */
function relayErrorOf(error: FastifyError): RelayError {
  if (isRelayError(error)) return error
  const { statusCode = 500, code } = error
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return new RelayError('invalid_request', 'Send JSON, with Content-Type: application/json')
  }
  if (statusCode === 413) return new RelayError('payload_too_large', 'The body is too large')
  if (statusCode === 404) return new RelayError('not_found', 'There is nothing at this address')
  if (statusCode >= 400 && statusCode < 500) {
    return new RelayError(
      'invalid_request',
      'The request could not be read: is the body JSON, and complete?',
    )
  }
  return new RelayError('internal', 'Unexpected', { cause: error })
}
