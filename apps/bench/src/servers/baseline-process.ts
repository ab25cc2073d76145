// Bare Fastify: the relay's routes, plugins, schemas and calls of the SDK, without its logic. Tickets are BizTokens in
// clear, nothing is signed or checked, and a Map keeps each answer for a second.
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Agent } from 'node:http'
import { connect } from 'node:net'
import cors from '@fastify/cors'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import underPressure from '@fastify/under-pressure'
import Fastify, { type FastifyRequest, LogController } from 'fastify'
import sdk from 'tencentcloud-sdk-nodejs-common'

const { env } = process
const endpoint = new URL(env.FACEID_ENDPOINT ?? '')
const file = new URL('openapi.json', import.meta.resolve('@faceid-h5/relay'))
const text = readFileSync(file, 'utf8').replace(/"#\/components\/schemas\/(\w+)"/g, '"$1#"')
const { paths, components } = JSON.parse(text)
const schemaOf = ({ content }: { content: Record<string, { schema: object }> }) =>
  content['application/json']?.schema

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
  // Descriptions of OpenAPI are no keywords.
  ajv: { customOptions: { strict: false, allErrors: true } },
})
for (const [$id, schema] of Object.entries(components.schemas)) {
  // Safe: schemas are objects.
  app.addSchema({ ...(schema as object), $id })
}
app.addHook('onResponse', async (request, reply) => {
  const { method, routeOptions } = request
  const ms = Math.round(reply.elapsedTime)
  request.log.info({ method, route: routeOptions.url, status: reply.statusCode, ms }, 'request')
})
await app.register(underPressure, { maxEventLoopDelay: 1_000, pressureHandler: () => {} })
await app.register(helmet)
await app.register(cors, { origin: '*' })
await app.register(rateLimit, { global: false })

const limit = {
  rateLimit: {
    max: Number.MAX_SAFE_INTEGER,
    timeWindow: 5_000,
    keyGenerator: (request: FastifyRequest) => String(request.headers.authorization),
  },
}

app.post<{ Body: { returnUrl: string } }>('/v1/verifications', {
  schema: {
    body: schemaOf(paths['/v1/verifications'].post.requestBody),
    response: { 201: schemaOf(paths['/v1/verifications'].post.responses[201]) },
  },
  config: limit,
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
  schema: {
    response: { 200: schemaOf(paths['/v1/verifications/{id}'].get.responses[200]) },
  },
  config: limit,
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
    const final = status === 'passed'
    reply.header('cache-control', 'no-store')
    return reply.send({ id, status, final, openUntil: 0, nextPollAfterMs: 1_000 })
  },
})

app.get('/healthz', async () => ({ status: 'ok' }))
await app.listen({ host: '127.0.0.1', port: Number(env.PORT) })
process.on('SIGTERM', () => process.exit())
process.on('disconnect', () => process.exit())
