// What the relay's server is: Fastify set up for the plugin. How it runs is in `main.ts`.
import { randomUUID } from 'node:crypto'
import Fastify, { type FastifyInstance, type FastifyServerOptions, LogController } from 'fastify'
import { answerNotFound, refuseClient, sendProblem } from './error-handler.js'
import type { RelayOptions } from './options.js'
import { faceidRelay, maxParamLength } from './plugin.js'

export interface AppOptions extends RelayOptions {
  logger?: FastifyServerOptions['logger']
  /** Addresses of proxies in front, as CIDRs; only theirs `X-Forwarded-For` is believed. */
  trustProxy?: string[]
}

export async function createApp({
  logger = false,
  trustProxy,
  ...options
}: AppOptions): Promise<FastifyInstance> {
  const app = Fastify({
    logger,
    ...(trustProxy === undefined ? {} : { trustProxy }),
    // Fastify's own lines print the whole address, query included, and errors as they came; ours do not.
    logController: new LogController({
      disableRequestLogging: true,
      requestIdLogLabel: 'requestId',
    }),
    // Never the caller's: a header must not choose what the log says.
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    routerOptions: { maxParamLength },
    bodyLimit: 64 * 1024,
    requestTimeout: 30_000,
    http: { headersTimeout: 10_000, connectionsCheckingInterval: 5_000 },
    clientErrorHandler: refuseClient,
    return503OnClosing: false,
    // An address that can't be read would be repeated in the default answer.
    frameworkErrors: (error, request, reply) => void sendProblem(error, request, reply),
  })
  await app.register(faceidRelay, options)
  // Outside of the path of `publicUrl` there is nothing; on a relay without a path the plugin has said so already.
  if (!app.hasRoute({ method: 'GET', url: '/healthz' })) answerNotFound(app)
  return app
}
