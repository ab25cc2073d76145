// What the relay's server is: Fastify set up for the plugin. How it runs is in `main.ts`.
import { randomUUID } from 'node:crypto'
import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify'
import { faceidRelay } from './relay-plugin.js'
import type { RelayOptions } from './relay-services.js'

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
    // Fastify's own request log prints the whole address, query included.
    disableRequestLogging: true,
    // Never the caller's: a header must not choose what the log says.
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    // The sealed state of a return is longer than the 100 characters of the default.
    routerOptions: { maxParamLength: 1_024 },
    bodyLimit: 64 * 1024,
    requestTimeout: 30_000,
    return503OnClosing: false,
  })
  await app.register(faceidRelay, options)
  return app
}
