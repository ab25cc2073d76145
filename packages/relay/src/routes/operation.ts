// What balancers and back ends ask: is it alive, is it ready, which keys does it sign with.
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import type { RelayServices } from '../relay-services.js'
import { jwks } from '../result-token.js'
import { problemResponse } from './schemas.js'

const JwksSchema = Type.Object({
  keys: Type.Array(
    Type.Object({
      kty: Type.String(),
      crv: Type.String(),
      x: Type.String(),
      kid: Type.String(),
      alg: Type.String(),
      use: Type.String(),
    }),
  ),
})
const AliveSchema = Type.Object({ status: Type.String() })
const ReadySchema = Type.Object({ status: Type.String(), degraded: Type.Array(Type.String()) })

export function operationRoutes(app: FastifyInstance, { keys, health }: RelayServices): void {
  app.get('/.well-known/jwks.json', {
    schema: { response: { 200: JwksSchema, ...problemResponse } },
    handler: async (_request, reply) => {
      reply.header('cache-control', 'public, max-age=300')
      return jwks(keys)
    },
  })
  app.get('/healthz', {
    schema: { response: { 200: AliveSchema, ...problemResponse } },
    handler: async (_request, reply) => {
      reply.header('cache-control', 'no-store')
      return { status: 'alive' }
    },
  })
  app.get('/readyz', {
    schema: { response: { '2xx': ReadySchema, 503: ReadySchema, ...problemResponse } },
    handler: async (_request, reply) => {
      reply.code(health.draining ? 503 : 200).header('cache-control', 'no-store')
      return { status: health.draining ? 'draining' : 'ready', degraded: health.degraded() }
    },
  })
}
