// The shop as a whole: which addresses there are, and what each needs.
import { fileURLToPath } from 'node:url'
import { createRelayClient } from '@faceid-h5/merchant'
import formbody from '@fastify/formbody'
import files from '@fastify/static'
import Fastify from 'fastify'
import { apiRoutes } from './api-routes.js'
import { createArchive } from './archive.js'
import { createOrders } from './orders.js'
import { pageRoutes } from './page-routes.js'
import { resultRoute } from './result-route.js'
import { securityHeaders } from './security-headers.js'
import { createSigning } from './signing.js'
import { staffRoutes } from './staff-routes.js'
import { startRoute } from './start-route.js'

export interface DemoOptions {
  /** The relay's address for this back end. */
  relayUrl: string
  /** The relay's address for browsers: its `publicUrl`. Default: `relayUrl`. */
  relayPublicUrl?: string
  /** `MERCHANT_API_KEY` of the relay. */
  apiKey: string
  /** Default: 127.0.0.1. */
  host?: string
  /** Default: 0, a free one. */
  port?: number
  /** Accepts results of the sandbox. Default: false. */
  allowSandbox?: boolean
  /** Password of the staff page, at least 16 characters. Default: none, and the page does not exist. */
  staffPassword?: string
  /** The file of the orders. Default: none, they live as long as the process. */
  database?: string
  /** Milliseconds since 1970; for tests. Default: `Date.now`. */
  now?: () => number
}

export interface Demo {
  url: string
  close(): Promise<void>
}

export async function createDemo({
  relayUrl,
  relayPublicUrl = relayUrl,
  apiKey,
  host = '127.0.0.1',
  port = 0,
  allowSandbox = false,
  staffPassword,
  database,
  now = Date.now,
}: DemoOptions): Promise<Demo> {
  const app = Fastify({ bodyLimit: 64 * 1024, forceCloseConnections: true })
  const orders = createOrders(database)
  app.addHook('onClose', () => orders.close())
  app.addHook('onSend', securityHeaders(relayPublicUrl))
  app.register(formbody)
  app.register(files, { root: folder('../public/'), prefix: '/assets/' })
  for (const frontEnd of ['vue', 'react']) {
    const root = folder(`../dist/${frontEnd}/`)
    app.register(files, { root, prefix: `/${frontEnd}`, redirect: true, decorateReply: false })
  }

  const relay = createRelayClient({ relay: relayUrl, apiKey })
  const archive = createArchive({ orders, relay })
  const shop = { orders, relay, archive, relayUrl, relayPublicUrl, allowSandbox, now }
  pageRoutes(app, { ...shop, staff: staffPassword !== undefined })
  apiRoutes(app, shop)
  startRoute(app, shop)
  resultRoute(app, { orders, sign: createSigning(shop) })
  if (staffPassword !== undefined) staffRoutes(app, { orders, archive, password: staffPassword })

  return { url: await app.listen({ host, port }), close: () => app.close() }
}

function folder(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url))
}
