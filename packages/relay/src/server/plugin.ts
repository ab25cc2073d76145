// The relay as a Fastify plugin: `app.register(faceidRelay, options)`. It lives under the path of `publicUrl`.
import cors from '@fastify/cors'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import underPressure from '@fastify/under-pressure'
import fastJson, { type Schema } from 'fast-json-stringify'
import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import { createCheck, type JsonSchema } from '../config/validate.js'
import { ProblemError } from '../problem.js'
import { evidenceRoutes } from '../routes/evidence.js'
import { operationRoutes } from '../routes/operations.js'
import { returnRoute } from '../routes/return.js'
import { scenesRoute } from '../routes/scenes.js'
import { startRoute } from '../routes/start.js'
import { statusRoute } from '../routes/status.js'
import { widgetRoutes } from '../routes/widget.js'
import { createRelayContext, type RelayContext } from './context.js'
import { answerProblems } from './error-handler.js'
import type { RelayOptions } from './options.js'
import { createRateLimitStore } from './rate-limit-store.js'
import { logRequests } from './request-log.js'
import { drainOnClose } from './shutdown.js'

const checkOptions = {
  whole: 'the body',
  // Short names without digits: no ID number.
  safe: /^([A-Za-z_$-]{1,40}|\d{1,3})$/,
  // The largest intention has about 600.
  maxMembers: 1_000,
}

/** The encrypted state of a return is longer than Fastify's default of 100; with the base it fits into RedirectUrl. */
export const maxParamLength = 1_024

export const faceidRelay: FastifyPluginAsync<RelayOptions> = async (parent, options) => {
  const { maxParamLength: deprecated = 0, routerOptions } = parent.initialConfig
  if (Math.max(deprecated, routerOptions?.maxParamLength ?? 0) < maxParamLength) {
    throw new TypeError(
      `Returns need longer parameters: Fastify({ routerOptions: { maxParamLength: ${maxParamLength} } })`,
    )
  }
  const services = await createRelayContext(options, parent.log)
  const prefix = services.configuration.publicUrl.pathname.replace(/\/+$/, '')
  await parent.register(
    async (app) => {
      app.addHook('onClose', () => services.close())
      drainOnClose(app, services, options.drainFor ?? 0)
      logRequests(app, services.metrics)
      answerProblems(app)
      app.setValidatorCompiler(({ schema }) => {
        // Safe: the routes' schemas are plain JSON Schema.
        const check = createCheck(schema as JsonSchema, checkOptions)
        return (value) => {
          const faults = check(value)
          if (faults.length === 0) return { value }
          const unknown = faults.some((fault) => fault.kind === 'unknown field')
          const detail = faults.map((fault) => fault.text).join('; ')
          return {
            error: new ProblemError(unknown ? 'field_not_allowed' : 'invalid_request', detail),
          }
        }
      })
      app.setSerializerCompiler(({ schema }) => {
        let stringify: ((data: unknown) => string) | undefined
        // At the first response: compiling all of them would take a fifth of a start.
        return (data) => {
          // Safe: the routes' schemas are plain JSON Schema.
          stringify ??= fastJson(schema as Schema)
          return stringify(data)
        }
      })
      await guard(app, services)
      startRoute(app, services)
      statusRoute(app, services)
      returnRoute(app, services)
      scenesRoute(app, services)
      evidenceRoutes(app, services)
      operationRoutes(app, services)
      widgetRoutes(app)
    },
    { prefix },
  )
}

async function guard(app: FastifyInstance, { keys, redis }: RelayContext): Promise<void> {
  await app.register(underPressure, {
    maxEventLoopDelay: 1_000,
    // Requests are answered all the same; /readyz informs balancers.
    pressureHandler: () => {},
  })
  await app.register(helmet, {
    // For data, one script and one style sheet; the return page has its own policy.
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] },
    },
    // The widget's script is for the merchants' pages.
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    referrerPolicy: { policy: 'no-referrer' },
    // The host is the merchant's: one path must not decide for all of it.
    strictTransportSecurity: false,
  })
  await app.register(cors, {
    // There is no cookie. The route checks the origin of a start, so that a developer gets the reason.
    origin: '*',
    methods: ['GET', 'POST'],
    allowedHeaders: ['Authorization', 'Content-Type', 'Accept-Language'],
    exposedHeaders: ['Retry-After'],
    maxAge: 7_200,
    // Its refusal would be plain text and protects nothing.
    strictPreflight: false,
  })
  await app.register(rateLimit, {
    global: false,
    store: createRateLimitStore(keys, redis),
    errorResponseBuilder: (_request, { ttl }) =>
      new ProblemError('rate_limited', 'Too many requests; wait for the time in Retry-After', {
        retryAfter: Math.ceil(ttl / 1_000),
      }),
  })
}
