// GET /v1/verifications/:id: how a verification stands, for whoever holds its ticket.
import type { Reason, ReasonCode, Status, VerificationState } from '@faceid-h5/protocol'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { choice } from '../config/choice.js'
import { Type } from '../config/schema-type.js'
import { hostedPageTtlMs } from '../lifetimes.js'
import { ProblemError } from '../problem.js'
import { bearer } from '../server/api-keys.js'
import type { RelayContext } from '../server/context.js'
import { mintResultToken } from '../tokens/result-token.js'
import { decryptTicket, type Verification } from '../tokens/ticket.js'
import { fromProvider } from '../verification/provider-problem.js'
import { advice, languageOf } from '../verification/reason-messages.js'
import { problemResponse, TimeSchema } from './schemas.js'

const statuses: Record<Status, true> = { pending: true, passed: true, failed: true, expired: true }

const ResultSchema = Type.Object(
  {
    id: Type.String(),
    status: choice<Status>(statuses),
    final: Type.Boolean({ description: 'true when the status cannot change any more' }),
    reason: Type.Optional(
      Type.Object(
        {
          code: choice<ReasonCode>(advice, { description: 'stable; texts may change' }),
          advice: Type.String({
            description: 'a sentence for the user, in the language of Accept-Language',
          }),
          retry: Type.Boolean({ description: 'whether another try today makes sense' }),
        },
        { title: 'Reason', description: 'why it did not pass (yet)' },
      ),
    ),
    openUntil: TimeSchema('until when the hosted page can be used'),
    nextPollAfterMs: Type.Integer({ minimum: 0, description: 'when to ask again; 0 when final' }),
    resultToken: Type.Optional(
      Type.String({
        description: 'only when final: a JWS for the merchant’s back end, good for ten minutes',
      }),
    ),
  },
  { title: 'VerificationState', description: 'How it stands' },
)

interface ResultRequest {
  Params: { id: string }
}

export function resultRoute(app: FastifyInstance, services: RelayContext): void {
  const { configuration, keys, reader, now } = services
  // Counted over five seconds, so that a page and a back end that happen to ask at once do not lock each other out.
  const seconds = 5

  app.get<ResultRequest>('/v1/verifications/:id', {
    schema: {
      operationId: 'getVerification',
      summary: 'How a verification stands',
      tags: ['verification'],
      security: [{ ticket: [] }],
      response: { 200: ResultSchema, ...problemResponse },
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
      request.facts.verification = verification.id
      request.facts.scene = verification.scene
      request.facts.mode = verification.mode
      const { id, startedAt } = verification
      const { status, final, reason, nextPollAfterMs } = await reader
        .read(verification)
        .catch((error) => {
          const { scene, startedBy } = verification
          throw fromProvider(services, error, { call: 'result', by: startedBy, scene })
        })
      request.facts.status = status
      if (reason !== undefined) request.facts.reason = reason
      const state: VerificationState = {
        id,
        status,
        final,
        ...(reason === undefined ? {} : { reason: inWords(reason, request) }),
        openUntil: startedAt + hostedPageTtlMs,
        nextPollAfterMs: Math.ceil(nextPollAfterMs),
      }
      if (final && status !== 'pending') {
        const result = { status, ...(reason === undefined ? {} : { reason }) }
        state.resultToken = mintResultToken(keys, configuration.base, verification, result, now())
      }
      return reply
        .header('cache-control', 'no-store')
        .header('vary', 'Accept-Language, Authorization')
        .send(state)
    },
  })

  /** Unknown, forged and foreign tickets look the same. */
  function ticketOf(request: FastifyRequest): Verification {
    const ticket = decryptTicket(keys, bearer(request.headers.authorization) ?? '', now())
    // Safe: this route's only parameter.
    const { id } = request.params as ResultRequest['Params']
    if (!ticket.ok && ticket.why === 'expired') {
      throw new ProblemError(
        'ticket_expired',
        'The verification was started more than three days ago',
      )
    }
    // A ticket of a sandbox is none at Tencent, and the other way round.
    const foreign = ticket.ok && ticket.value.sandbox !== (services.sandbox !== undefined)
    if (!ticket.ok || foreign || ticket.value.id !== id) {
      throw new ProblemError(
        'ticket_invalid',
        'Send the ticket of this verification: Authorization: Bearer <ticket>',
      )
    }
    return ticket.value
  }
}

function inWords(code: ReasonCode, request: FastifyRequest): Reason {
  const { retry, text } = advice[code]
  return { code, advice: text[languageOf(request.headers['accept-language'])], retry }
}
