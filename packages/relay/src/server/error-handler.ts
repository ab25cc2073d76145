// Answers every error with a problem document (RFC 9457) and logs its cause.
import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ProblemError, problemOf } from '../problem.js'
import { loggableError } from './request-log.js'

export function answerProblems(app: FastifyInstance): void {
  app.setErrorHandler(sendProblem)
  answerNotFound(app)
}

export function answerNotFound(app: FastifyInstance): void {
  app.setNotFoundHandler((request, reply) =>
    sendProblem(new ProblemError('not_found', 'There is nothing at this address'), request, reply),
  )
}

export function sendProblem(
  thrown: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const error = problemErrorOf(thrown)
  const problem = problemOf(error, request.id)
  const { status, code } = problem
  if (status >= 500) request.log.error({ error: loggableError(error) }, 'problem')
  else request.log.info({ code }, 'problem')
  if (error.retryAfter !== undefined) reply.header('retry-after', error.retryAfter)
  if (status === 401) reply.header('www-authenticate', 'Bearer')
  return reply
    .code(status)
    .type('application/problem+json')
    .header('cache-control', 'no-store')
    .send(problem)
}

/** Fastify and its plugins have errors of their own. */
function problemErrorOf(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error
  // Safe: both are compared with what they should be.
  const { statusCode = 500, code } = (error ?? {}) as { statusCode?: number; code?: unknown }
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return new ProblemError('invalid_request', 'Send JSON, with Content-Type: application/json')
  }
  if (statusCode === 413) return new ProblemError('payload_too_large', 'The body is too large')
  if (statusCode === 404 || statusCode === 414)
    return new ProblemError('not_found', 'There is nothing at this address')
  if (statusCode >= 400 && statusCode < 500) {
    return new ProblemError(
      'invalid_request',
      'The request could not be read: is the body JSON, and complete?',
    )
  }
  return new ProblemError('internal', 'Unexpected', { cause: error })
}

/** Answers a request that Node could not parse with a fixed problem. */
export function refuseClient(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const code = error.code === 'HPE_HEADER_OVERFLOW' ? 'payload_too_large' : 'invalid_request'
  const problem = problemOf(new ProblemError(code, 'The request could not be read'), randomUUID())
  const body = JSON.stringify(problem)
  socket.end(
    `HTTP/1.1 ${problem.status} ${code}\r\nContent-Type: application/problem+json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  )
}
