// POST /v1/verifications: by a page from an allowed origin, or by the merchant's back end with its API key.
import type { MerchantStartRequest } from '@faceid-h5/protocol'
import type { FastifyInstance } from 'fastify'
import { Type } from '../config/schema-type.js'
import { ProblemError } from '../problem.js'
import { browserCaller, type Caller, createKeyCheck, starterOf } from '../server/auth.js'
import type { RelayContext } from '../server/context.js'
import { fromProvider } from '../verification/provider-problem.js'
import { startVerification } from '../verification/start.js'
import { ModeSchema, problemResponse, TimeSchema } from './schemas.js'
import { refuseMerchantFields, StartBodySchema } from './start-body.js'

/** A photo of 3 MB as base64 and everything beside it. */
const merchantBodyLimit = 4 * 1024 * 1024

declare module 'fastify' {
  interface FastifyRequest {
    /** Of a start: set before anything else. */
    caller: Caller
  }
}

const StartResponseSchema = Type.Object(
  {
    id: Type.String(),
    mode: ModeSchema,
    url: Type.String({ description: 'the hosted page: navigate to it at top level, unchanged' }),
    ticket: Type.String({ description: 'reads this verification’s status and nothing else' }),
    openUntil: TimeSchema('until when url can be used'),
    qrCode: Type.Optional(Type.String({ description: 'with handoff: an SVG data URL of url' })),
  },
  { title: 'StartResponse', description: 'Started' },
)

export function startRoute(app: FastifyInstance, services: RelayContext): void {
  const { apiKeys, configuration, keys } = services
  const withKey = createKeyCheck(app, apiKeys)
  app.decorateRequest('caller')
  const { browserStartsPerMinute, merchantStartsPerMinute } = configuration.limits

  app.post<{ Body: MerchantStartRequest }>('/v1/verifications', {
    bodyLimit: merchantBodyLimit,
    schema: {
      operationId: 'startVerification',
      summary: 'Start a verification',
      description:
        'Without an API key by a page: from an allowed origin, a scene with "startedBy": "browser", at most 16 kB, and neither identity, image nor intention.',
      tags: ['verification'],
      security: [{ apiKey: [] }, {}],
      body: StartBodySchema,
      response: { 201: StartResponseSchema, ...problemResponse },
    },
    config: {
      rateLimit: {
        timeWindow: 60_000,
        max: ({ caller }) =>
          caller.by === 'merchant' ? merchantStartsPerMinute : browserStartsPerMinute,
        keyGenerator: ({ caller }) => caller.bucket,
      },
    },
    // Before the body is read: who calls decides how much of it is.
    onRequest: async (request) => {
      const page = request.headers.authorization === undefined
      request.caller = page ? browserCaller(request, configuration) : await withKey(request)
    },
    handler: async (request, reply) => {
      const { caller, body } = request
      if (caller.by === 'browser') refuseMerchantFields(body)
      // Only a name of ours: what a caller sends as one could be anything.
      if (configuration.scenes.has(body.scene)) request.facts.scene = body.scene
      if (!caller.mayUse(body.scene)) {
        throw new ProblemError(
          'unauthorized',
          'This API key may not start this scene (`apiKeys` of the configuration)',
        )
      }
      const starter = { startedBy: caller.by, starter: starterOf(keys, caller) }
      try {
        const started = await startVerification(services, starter, body)
        request.facts.verification = started.id
        request.facts.mode = started.mode
        services.metrics.started(body.scene, started.mode, caller.by)
        services.health.recover(`scene ${body.scene}`)
        return await reply.code(201).header('cache-control', 'no-store').send(started)
      } catch (error) {
        throw fromProvider(services, error, { call: 'start', by: caller.by, scene: body.scene })
      }
    },
  })
}
