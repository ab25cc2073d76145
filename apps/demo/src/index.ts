// The shop as a whole: which addresses there are, and what each needs.
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { createRelayClient } from '@faceid-h5/merchant'
import formbody from '@fastify/formbody'
import files from '@fastify/static'
import Fastify from 'fastify'
import { createArchive } from './archive.js'
import { createOrders } from './orders.js'
import { pageRoutes } from './page-routes.js'
import { resultRoute } from './result-route.js'
import { securityHeaders } from './security-headers.js'
import { createSigning } from './signing.js'
import { staffRoutes } from './staff-routes.js'
import { startRoute } from './start-route.js'
import { webhookRoute } from './webhook-route.js'

export interface DemoOptions {
  /** The relay's `publicUrl`. */
  relayUrl: string
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
  /** `WEBHOOK_SECRET` of the relay. Default: none, and webhooks are not received. */
  webhookSecret?: string
  /** Milliseconds since 1970; for tests. Default: `Date.now`. */
  now?: () => number
}

export interface Demo {
  url: string
  close(): Promise<void>
}

export async function createDemo({
  relayUrl,
  apiKey,
  host = '127.0.0.1',
  port = 0,
  allowSandbox = false,
  staffPassword,
  webhookSecret,
  now = Date.now,
}: DemoOptions): Promise<Demo> {
  const app = Fastify({ bodyLimit: 64 * 1024, forceCloseConnections: true })
  const orders = createOrders()
  app.addHook('onClose', () => orders.close())
  app.addHook('onRequest', securityHeaders(relayUrl))
  app.register(formbody)
  app.register(files, { root: folder('../public/'), prefix: '/assets/' })
  for (const frontEnd of ['vue', 'react']) {
    const root = folder(`../dist/${frontEnd}/`)
    app.register(files, { root, prefix: `/${frontEnd}`, redirect: true, decorateReply: false })
  }

  const relay = createRelayClient({ relay: relayUrl, apiKey })
  const archive = createArchive({ orders, relay })
  const shop = { orders, relay, archive, relayUrl, allowSandbox, now }
  pageRoutes(app, { ...shop, staff: staffPassword !== undefined })
  startRoute(app, shop)
  const signing = createSigning(shop)
  resultRoute(app, { orders, signing })
  if (webhookSecret !== undefined) webhookRoute(app, { orders, signing, secret: webhookSecret })
  if (staffPassword !== undefined) staffRoutes(app, { orders, archive, password: staffPassword })

  const url = await app.listen({ host, port })
  // A relay sends webhooks over http to loopback only: the shop listens there too.
  const here = isPrivate(host) ? createServer(app.routing) : undefined
  here?.listen(Number(new URL(url).port), '127.0.0.1')
  return {
    url,
    async close() {
      here?.close()
      await app.close()
    },
  }
}

/** Neither loopback nor all addresses. */
function isPrivate(host: string): boolean {
  return /^(10|172|192)\./.test(host)
}

function folder(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url))
}
