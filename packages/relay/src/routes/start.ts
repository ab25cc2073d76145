// POST /v1/verifications: by a page from an allowed origin, or by the merchant's back end with its API key.
import type { MerchantStartRequest } from '@faceid-h5/protocol'
import { normalizeIP } from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { RelayError } from '../problem.js'
import { fromProvider } from '../provider-problem.js'
import type { RelayServices } from '../relay-services.js'
import { refuseMerchantFields, StartBodySchema } from '../start-body.js'
import { startVerification } from '../start-verification.js'
import { ModeSchema, problemResponse, TimeSchema } from './schemas.js'

/** A photo of 3 MB as base64 and everything beside it. */
const merchantBodyLimit = 4 * 1024 * 1024
const browserBodyLimit = 16 * 1024

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

export function startRoute(app: FastifyInstance, services: RelayServices): void {
  const { apiKeys, configuration } = services
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
        max: (request) =>
          caller(request).by === 'merchant' ? merchantStartsPerMinute : browserStartsPerMinute,
        keyGenerator: (request) => caller(request).bucket,
      },
    },
    // Before the body is read: who calls decides how much of it is.
    onRequest: async (request) => {
      if (caller(request).by === 'browser') checkBrowser(request)
    },
    handler: async (request, reply) => {
      const { by, mayUse } = caller(request)
      if (by === 'browser') refuseMerchantFields(request.body)
      // Only a name of ours: what a caller sends as one could be anything.
      if (configuration.scenes.has(request.body.scene)) request.facts.scene = request.body.scene
      if (!mayUse(request.body.scene)) {
        throw new RelayError(
          'unauthorized',
          'This API key may not start this scene (`apiKeys` of the configuration)',
        )
      }
      try {
        const started = await startVerification(services, by, request.body)
        request.facts.verification = started.id
        request.facts.mode = started.mode
        services.metrics.started(request.body.scene, started.mode, by)
        services.health.recover(`scene ${request.body.scene}`)
        return await reply.code(201).header('cache-control', 'no-store').send(started)
      } catch (error) {
        throw fromProvider(services, error, { call: 'start', by, scene: request.body.scene })
      }
    },
  })

  function caller(request: FastifyRequest) {
    const { authorization } = request.headers
    if (authorization === undefined) {
      return {
        by: 'browser',
        bucket: `browser ${normalizeIP(request.ip)}`,
        mayUse: () => true,
      } as const
    }
    const key = apiKeys.recognise(authorization)
    if (key === undefined)
      throw new RelayError('unauthorized', 'The API key is not one of MERCHANT_API_KEY')
    return { by: 'merchant', bucket: `merchant ${key.fingerprint}`, mayUse: key.mayUse } as const
  }

  function checkBrowser(request: FastifyRequest): void {
    const { origin, 'content-length': length } = request.headers
    if (origin === undefined) {
      throw new RelayError(
        'origin_not_allowed',
        'The request has no Origin header. A page sends one by itself; a back end sends its API key (Authorization: Bearer …)',
      )
    }
    if (!configuration.allowedOrigins.has(origin)) {
      const shown = /^https?:\/\/[A-Za-z0-9.:[\]-]{1,200}$/.test(origin)
        ? `"${origin}"`
        : 'the page’s origin'
      throw new RelayError(
        'origin_not_allowed',
        `Add ${shown} to allowedOrigins in the relay’s configuration`,
      )
    }
    if (length === undefined || Number(length) > browserBodyLimit) {
      throw new RelayError(
        'payload_too_large',
        'A page may send at most 16 kB, with a Content-Length',
      )
    }
  }
}
