// Creates the relay's server: Fastify with the settings that the plugin needs. cli/run.ts starts it.
import { randomUUID } from 'node:crypto'
import Fastify, { type FastifyInstance, type FastifyServerOptions, LogController } from 'fastify'
import { answerNotFound, refuseClient, sendProblem } from './error-handler.js'
import type { RelayOptions } from './options.js'
import { faceidRelay, maxParamLength } from './plugin.js'

export interface AppOptions extends RelayOptions {
  logger?: FastifyServerOptions['logger']
  /** Addresses of proxies in front, as CIDRs; only their `X-Forwarded-For` is used. */
  trustProxy?: string[] | undefined
}

export async function createApp({
  logger = false,
  trustProxy,
  ...options
}: AppOptions): Promise<FastifyInstance> {
  const app = Fastify({
    logger,
    ...(trustProxy === undefined ? {} : { trustProxy }),
    // Fastify's own lines print the whole address, query included, and whole errors.
    logController: new LogController({
      disableRequestLogging: true,
      requestIdLogLabel: 'requestId',
    }),
    // Never the caller's: a header must not choose what is logged.
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    routerOptions: { maxParamLength },
    bodyLimit: 64 * 1024,
    requestTimeout: 30_000,
    http: { headersTimeout: 10_000, connectionsCheckingInterval: 5_000 },
    clientErrorHandler: refuseClient,
    return503OnClosing: false,
    // What the plugin waits for has deadlines of its own. On a busy machine it takes more than the default of 10 s.
    pluginTimeout: 120_000,
    // The default response repeats an unreadable address.
    frameworkErrors: (error, request, reply) => void sendProblem(error, request, reply),
  })
  await app.register(faceidRelay, options)
  // Outside of the path of `publicUrl`; without a path the plugin has set this handler already.
  if (!app.hasRoute({ method: 'GET', url: '/healthz' })) answerNotFound(app)
  return app
}
