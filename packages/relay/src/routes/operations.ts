// What balancers and back ends ask: is it alive, is it ready, which keys does it sign with.
import type { FastifyInstance } from 'fastify'
import { choice } from '../config/choice.js'
import { Type } from '../config/schema-type.js'
import type { RelayContext } from '../server/context.js'
import { jwks } from '../tokens/result-token.js'
import { problemResponse } from './schemas.js'

const JwksSchema = Type.Object(
  {
    keys: Type.Array(
      Type.Object({
        kty: choice({ OKP: true }),
        crv: choice({ Ed25519: true }),
        x: Type.String(),
        kid: Type.String({ description: 'the RFC 7638 thumbprint' }),
        alg: choice({ EdDSA: true }),
        use: choice({ sig: true }),
      }),
    ),
  },
  { title: 'Jwks', description: 'The public keys, the one that signs now first (RFC 7517)' },
)
const AliveSchema = Type.Object({ status: choice({ alive: true }) }, { description: 'It is' })
const ReadySchema = Type.Object(
  {
    status: choice({ ready: true, draining: true, overloaded: true }),
    degraded: Type.Array(Type.String(), { description: 'what works only in part' }),
  },
  { title: 'Readiness', description: 'Ready (200) or not now (503)' },
)

export function operationRoutes(app: FastifyInstance, { keys, health }: RelayContext): void {
  app.get('/.well-known/jwks.json', {
    schema: {
      operationId: 'getJwks',
      summary: 'The keys that verify result tokens',
      tags: ['operation'],
      response: { 200: JwksSchema, ...problemResponse },
    },
    handler: async (_request, reply) => {
      reply.header('cache-control', 'public, max-age=300')
      return jwks(keys)
    },
  })
  app.get('/healthz', {
    schema: {
      operationId: 'getHealth',
      summary: 'Whether the relay is alive',
      tags: ['operation'],
      response: { 200: AliveSchema, ...problemResponse },
    },
    handler: async (_request, reply) => {
      reply.header('cache-control', 'no-store')
      return { status: 'alive' }
    },
  })
  app.get('/readyz', {
    schema: {
      operationId: 'getReadiness',
      summary: 'Whether the relay should get requests, and what works only in part',
      tags: ['operation'],
      response: { 200: ReadySchema, 503: ReadySchema, ...problemResponse },
    },
    handler: async (_request, reply) => {
      const status = health.draining ? 'draining' : app.isUnderPressure() ? 'overloaded' : 'ready'
      reply.code(status === 'ready' ? 200 : 503).header('cache-control', 'no-store')
      return { status, degraded: health.degraded() }
    },
  })
}
