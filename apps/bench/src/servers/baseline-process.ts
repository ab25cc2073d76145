// The same routes on bare Fastify: the relay's plugins, schemas and calls of the SDK, and none of its logic. Tickets are
// BizTokens in clear, nothing is checked, sealed or signed, and the cache is a Map that knows an answer for a second.
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Agent } from 'node:http'
import { connect } from 'node:net'
import cors from '@fastify/cors'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import underPressure from '@fastify/under-pressure'
import Fastify, { LogController } from 'fastify'
import sdk from 'tencentcloud-sdk-nodejs-common'

const { env } = process
const endpoint = new URL(env.FACEID_ENDPOINT ?? '')
const schemas = JSON.parse(readFileSync(env.SCHEMAS ?? '', 'utf8'))
/** Microseconds that each request is made more expensive by: to see whether the measurement notices. */
const burden = Number(env.BURDEN ?? 0)

const agent = Object.assign(new Agent({ keepAlive: true, maxSockets: 200 }), {
  createConnection: () => connect({ host: endpoint.hostname, port: Number(endpoint.port) }),
})
const client = new sdk.CommonClient('faceid.tencentcloudapi.com', '2018-03-01', {
  credential: {
    secretId: env.TENCENTCLOUD_SECRET_ID ?? '',
    secretKey: env.TENCENTCLOUD_SECRET_KEY ?? '',
  },
  profile: { httpProfile: { protocol: 'http://', agent } },
})

const app = Fastify({
  logger: { level: 'info' },
  logController: new LogController({ disableRequestLogging: true }),
  genReqId: () => randomUUID(),
})
app.addHook('onResponse', async (request, reply) => {
  const { method, routeOptions } = request
  const milliseconds = Math.round(reply.elapsedTime)
  const line = { method, route: routeOptions.url, statusCode: reply.statusCode, milliseconds }
  request.log.info(line, 'request')
})
await app.register(underPressure, { maxEventLoopDelay: 1_000, pressureHandler: () => {} })
await app.register(helmet)
await app.register(cors, { origin: '*' })
await app.register(rateLimit, { global: false })
await app.register(swagger, { openapi: { info: { title: 'baseline', version: '0' } } })
if (burden > 0) {
  app.addHook('onRequest', async () => {
    const end = performance.now() + burden / 1_000
    while (performance.now() < end);
  })
}

interface Start {
  Body: { scene: string; returnUrl: string }
}

app.post<Start>('/v1/verifications', {
  schema: schemas.start,
  config: {
    rateLimit: {
      max: Number.MAX_SAFE_INTEGER,
      timeWindow: 60_000,
      keyGenerator: (request) => String(request.headers.authorization),
    },
  },
  handler: async (request, reply) => {
    const id = randomUUID()
    const { BizToken, Url } = await client.request('DetectAuth', {
      RuleId: '1000004',
      RedirectUrl: request.body.returnUrl,
      Extra: id,
    })
    const openUntil = Date.now() + 7_200_000
    return reply.code(201).send({ id, mode: 'native', url: Url, ticket: BizToken, openUntil })
  },
})

const known = new Map<string, { code: number | null; until: number }>()

app.get<{ Params: { id: string } }>('/v1/verifications/:id', {
  schema: schemas.read,
  config: {
    rateLimit: {
      max: Number.MAX_SAFE_INTEGER,
      timeWindow: 5_000,
      keyGenerator: (request) => String(request.headers.authorization),
    },
  },
  handler: async (request, reply) => {
    const BizToken = String(request.headers.authorization).slice(7)
    let last = known.get(BizToken)
    if (last === undefined || last.until < Date.now()) {
      const parameters = { BizToken, RuleId: '1000004', InfoType: '1' }
      const { Text } = await client.request('GetDetectInfoEnhanced', parameters)
      last = { code: Text.ErrCode, until: Date.now() + 1_000 }
      known.set(BizToken, last)
    }
    const status = last.code === null ? 'pending' : last.code === 0 ? 'passed' : 'failed'
    const { id } = request.params
    return reply.header('cache-control', 'no-store').send({
      id,
      status,
      final: status === 'passed',
      openUntil: 0,
      nextPollAfterMs: 1_000,
    })
  },
})

app.get('/healthz', async () => ({ status: 'ok' }))
await app.listen({ host: '127.0.0.1', port: Number(env.PORT) })
process.on('SIGTERM', () => process.exit())
process.on('disconnect', () => process.exit())
