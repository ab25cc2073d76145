// POST /v1/verifications: by a page of an allowed origin, or by the merchant's back end with its API key.
import type {
  App,
  Device,
  Environment,
  MerchantStartRequest,
  OperatingSystem,
  StartResponse,
  SuppliedIdentity,
} from '@faceid-h5/protocol'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { intentionSchema } from '../config/schema.js'
import { ProblemError, refuse } from '../problem.js'
import { fingerprint } from '../tokens/keys.js'
import { fromProvider } from '../verification/provider-problem.js'
import { startVerification } from '../verification/start.js'
import type { Caller } from './auth.js'
import type { RouteContext } from './context.js'
import {
  bool,
  closed,
  modeSchema,
  object,
  oneOf,
  problemResponse,
  string,
  text,
  time,
} from './schemas.js'

/** Bytes: a photo of 3 MB as base64 and the other fields. */
const merchantBodyLimit = 4 * 1024 * 1024

const environmentSchema = object<Environment>(
  ['app', 'os', 'device'],
  {
    app: oneOf<App>({
      wechat: true,
      wecom: true,
      'wechat-miniprogram': true,
      'wechat-desktop': true,
      'wechat-devtools': true,
      other: true,
    }),
    os: oneOf<OperatingSystem>({
      ios: true,
      android: true,
      harmonyos: true,
      windows: true,
      macos: true,
      linux: true,
      unknown: true,
    }),
    device: oneOf<Device>({ phone: true, tablet: true, desktop: true }),
  },
  { ...closed, description: 'an object {app, os, device}' },
)

const opaqueId = { pattern: '^[A-Za-z0-9._:-]{1,64}$' }
const bodySchema = object<MerchantStartRequest>(
  ['scene', 'reference', 'modes', 'returnUrl'],
  {
    scene: text('the name of a scene of the relay’s configuration', { maxLength: 64 }),
    reference: text(
      'the merchant’s own id of 1–64 characters out of A–Z a–z 0–9 . _ : -',
      opaqueId,
    ),
    modes: {
      type: 'array',
      items: modeSchema,
      minItems: 1,
      maxItems: 2,
      uniqueItems: true,
      description: 'a list of "native", "overlay" or both, the preferred one first',
    },
    returnUrl: text('the complete address to come back to', { minLength: 1, maxLength: 2_000 }),
    environment: environmentSchema,
    handoff: bool('true or false'),
    consentVersion: text('1–64 printable ASCII characters without spaces', {
      pattern: '^[\\x21-\\x7e]{1,64}$',
    }),
    identity: object<SuppliedIdentity>(
      ['name', 'idCard'],
      {
        name: text('a name of 1–32 characters', { maxLength: 200 }),
        idCard: text('an ID number of 17 digits and a check character', { maxLength: 40 }),
      },
      { ...closed, description: 'an object {name, idCard}' },
    ),
    image: text('a jpg or png as base64'),
    intention: intentionSchema,
    endUser: text(
      'an opaque id of the visitor, 1–64 characters out of A–Z a–z 0–9 . _ : -; limits are counted for each',
      opaqueId,
    ),
  },
  { ...closed, title: 'StartRequest', description: 'a JSON object' },
)

const merchantFields = ['identity', 'image', 'intention', 'endUser'] as const

const responseSchema = object<StartResponse>(
  ['id', 'mode', 'url', 'ticket', 'openUntil'],
  {
    id: string,
    mode: modeSchema,
    url: text('the hosted page: navigate to it at top level, unchanged'),
    ticket: text('reads this verification’s status and nothing else'),
    openUntil: time('until when url can be used'),
    qrCode: text('with handoff: an SVG data URL of url'),
  },
  { title: 'StartResponse', description: 'Started' },
)

declare module 'fastify' {
  interface FastifyRequest {
    /** Set for starts, before anything else. */
    caller: Caller
  }
}

export function startRoute(app: FastifyInstance, context: RouteContext): void {
  const { auth, configuration, keys } = context
  app.decorateRequest('caller')
  const { browserStartsPerMinute, endUserStartsPerMinute, merchantStartsPerMinute } =
    configuration.limits
  const countEndUser = app.createRateLimit({
    timeWindow: 60_000,
    max: endUserStartsPerMinute,
    keyGenerator: (request) => `end-user ${request.caller.bucket} ${endUserOf(request)}`,
  })

  app.post<{ Body: MerchantStartRequest }>('/v1/verifications', {
    bodyLimit: merchantBodyLimit,
    schema: {
      operationId: 'startVerification',
      summary: 'Start a verification',
      description:
        'Without an API key by a page: from an allowed origin, a scene with "startedBy": "browser", at most 16 kB, and neither identity, image, intention nor endUser.',
      security: [{ apiKey: [] }, {}],
      body: bodySchema,
      response: { 201: responseSchema, ...problemResponse },
    },
    config: {
      rateLimit: {
        hook: 'preValidation',
        timeWindow: 60_000,
        max: ({ caller }) =>
          caller.by === 'merchant' ? merchantStartsPerMinute : browserStartsPerMinute,
        keyGenerator: ({ caller }) => caller.bucket,
      },
    },
    // Before the body is read: its limit depends on the caller.
    onRequest: async (request) => {
      const page = request.headers.authorization === undefined
      request.caller = page ? auth.page(request) : auth.backEnd(request)
    },
    // Before the API key's own limit, which one visitor of the merchant must not use up.
    preValidation: async (request) => {
      if (endUserOf(request) === undefined) return
      const counted = await countEndUser(request)
      if (!counted.isAllowed && counted.isExceeded) {
        throw new ProblemError('rate_limited', 'Too many starts for this endUser', {
          retryAfter: counted.ttlInSeconds,
        })
      }
    },
    handler: async (request, reply) => {
      const { caller, body } = request
      const foreign = merchantFields.find((field) => body[field] !== undefined)
      if (caller.by === 'browser' && foreign !== undefined) {
        const detail = `${foreign} may be sent only by the merchant’s back end, with its API key; see \`start-url\` of the widget`
        refuse('field_not_allowed', detail)
      }
      // Only a configured name: a caller could send anything as one.
      if (configuration.scenes.has(body.scene)) request.facts.scene = body.scene
      if (!caller.mayUse(body.scene)) {
        refuse(
          'unauthorized',
          'This API key may not start this scene (`apiKeys` of the configuration)',
        )
      }
      // Tells starters apart without revealing an address.
      const starter = fingerprint(keys, `starter ${caller.bucket}`).slice(0, 8)
      try {
        const started = await startVerification(context, { startedBy: caller.by, starter }, body)
        Object.assign(request.facts, { verification: started.id, mode: started.mode })
        await context.track?.(body.scene, started)
        context.onStarted(body.scene, started.mode, caller.by)
        context.health.degraded.delete(`scene ${body.scene}`)
        return await reply.code(201).header('cache-control', 'no-store').send(started)
      } catch (error) {
        throw fromProvider(context, error, { call: 'start', by: caller.by, scene: body.scene })
      }
    },
  })
}

/** From a body that is not validated yet. */
function endUserOf({ body }: FastifyRequest): string | undefined {
  const isObject = typeof body === 'object' && body !== null && 'endUser' in body
  return isObject && typeof body.endUser === 'string' ? body.endUser : undefined
}
