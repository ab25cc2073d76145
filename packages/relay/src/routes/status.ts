// GET /v1/verifications/:id: the status of a verification, for the holder of its ticket.
import type { NextStep, Reason, ReasonCode, Status, VerificationState } from '@faceid-h5/protocol'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { hostedPageTtlMs } from '../lifetimes.js'
import { refuse } from '../problem.js'
import { mintResultToken } from '../tokens/result-token.js'
import { tickets, type Verification } from '../tokens/ticket.js'
import { fromProvider } from '../verification/provider-problem.js'
import { advice, languageOf, reasonFor } from '../verification/reason-messages.js'
import { bearer } from './auth.js'
import type { RouteContext } from './context.js'
import { bool, object, oneOf, problemResponse, string, text, time } from './schemas.js'

const reasonSchema = object<Reason>(
  ['code', 'advice', 'next'],
  {
    code: oneOf<ReasonCode>(advice.en, 'stable; texts may change'),
    advice: text('a sentence for the user, in the language of Accept-Language'),
    next: oneOf<NextStep>(
      { retry: true, restart: true, correct: true, wait: true, contact: true },
      'what the user can do next',
    ),
    availableAt: time('with next "wait": when a new verification can succeed'),
  },
  { title: 'Reason', description: 'why it did not pass (yet)' },
)

const stateSchema = object<VerificationState>(
  ['id', 'status', 'final', 'openUntil', 'nextPollAfterMs'],
  {
    id: string,
    status: oneOf<Status>({ pending: true, passed: true, failed: true, expired: true }),
    final: bool('true when the status cannot change any more'),
    reason: reasonSchema,
    returned: {
      type: 'array',
      items: string,
      description: 'the browser came back with these query parameters: names, for `rehearse`',
    },
    openUntil: time('until when the hosted page can be used'),
    nextPollAfterMs: {
      type: 'integer',
      minimum: 0,
      description: 'milliseconds to wait before the next poll; 0 when final',
    },
    resultToken: text('only when final: a JWS for the merchant’s back end, good for ten minutes'),
  },
  { title: 'VerificationState', description: 'The status of the verification' },
)

export function statusRoute(app: FastifyInstance, context: RouteContext): void {
  const { configuration, keys, reader, now } = context
  // Counted over five seconds, so that a page and a back end that poll at once do not lock each other out.
  const seconds = 5
  /** The rate limit and the handler need it. */
  const verifications = new WeakMap<FastifyRequest, Verification>()

  app.get('/v1/verifications/:id', {
    schema: {
      operationId: 'getVerification',
      summary: 'The status of a verification',
      security: [{ ticket: [] }],
      response: { 200: stateSchema, ...problemResponse },
    },
    config: {
      rateLimit: {
        hook: 'preHandler',
        timeWindow: seconds * 1_000,
        max: configuration.limits.readsPerSecond * seconds,
        keyGenerator: (request) => `ticket ${ticketOf(request).id}`,
      },
    },
    handler: async (request, reply) => {
      const verification = ticketOf(request)
      const { id, scene, mode, startedAt, startedBy } = verification
      Object.assign(request.facts, { verification: id, scene, mode })
      const reading = await reader.read(verification).catch((error) => {
        throw fromProvider(context, error, { call: 'result', by: startedBy, scene })
      })
      const { status, final, reason, returned, nextPollAfterMs } = reading
      Object.assign(request.facts, { status, reason })
      const language = languageOf(request.headers['accept-language'])
      const state: VerificationState = {
        id,
        status,
        final,
        ...(reason && { reason: reasonFor(reason, verification, language) }),
        ...(returned && { returned }),
        openUntil: startedAt + hostedPageTtlMs,
        nextPollAfterMs: Math.ceil(nextPollAfterMs),
      }
      if (final && status !== 'pending') {
        const { base } = configuration
        state.resultToken = mintResultToken(keys, base, verification, { status, reason }, now())
      }
      return reply
        .header('cache-control', 'no-store')
        .header('vary', 'Accept-Language, Authorization')
        .send(state)
    },
  })

  /** Unknown, forged and foreign tickets look the same. */
  function ticketOf(request: FastifyRequest): Verification {
    const known = verifications.get(request)
    if (known !== undefined) return known
    const ticket = tickets.decrypt(keys, bearer(request.headers.authorization) ?? '', now())
    // Safe: this route's only parameter.
    const { id } = request.params as { id: string }
    if (!ticket.ok && ticket.why === 'expired') {
      refuse('ticket_expired', 'The verification was started more than three days ago')
    }
    // A ticket of a sandbox is not valid at Tencent, nor the other way round.
    const foreign = ticket.ok && ticket.value.sandbox !== (context.sandbox !== undefined)
    if (!ticket.ok || foreign || ticket.value.id !== id) {
      refuse(
        'ticket_invalid',
        'Send the ticket of this verification: Authorization: Bearer <ticket>',
      )
    }
    verifications.set(request, ticket.value)
    return ticket.value
  }
}
