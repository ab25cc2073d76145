// For balancers and verifiers: /healthz, /readyz, the public keys and the OpenAPI document.
import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import type { PublicJwk } from '../tokens/keys.js'
import { jwks } from '../tokens/result-token.js'
import type { RouteContext } from './context.js'
import { object, oneOf, problemResponse, string, text } from './schemas.js'

const keySchema = object<PublicJwk>(['kty', 'crv', 'x', 'kid', 'alg', 'use'], {
  kty: oneOf({ OKP: true }),
  crv: oneOf({ Ed25519: true }),
  x: string,
  kid: text('the RFC 7638 thumbprint'),
  alg: oneOf({ EdDSA: true }),
  use: oneOf({ sig: true }),
})
const jwksSchema = object<{ keys: PublicJwk[] }>(
  ['keys'],
  { keys: { type: 'array', items: keySchema } },
  { title: 'Jwks', description: 'The public keys, the one that signs now first (RFC 7517)' },
)
const aliveSchema = object<{ status: string }>(
  ['status'],
  { status: oneOf({ alive: true }) },
  { description: 'It is alive' },
)
const readySchema = object<{ status: string; degraded: string[] }>(
  ['status', 'degraded'],
  {
    status: oneOf({ ready: true, draining: true, overloaded: true }),
    degraded: { type: 'array', items: string, description: 'what works only in part' },
  },
  { title: 'Readiness', description: 'Ready (200) or not now (503)' },
)

export function operationRoutes(app: FastifyInstance, context: RouteContext): void {
  const { configuration, keys, health } = context
  app.get('/.well-known/jwks.json', {
    schema: {
      operationId: 'getJwks',
      summary: 'The keys that verify result tokens',
      response: { 200: jwksSchema, ...problemResponse },
    },
    handler: (_request, reply) =>
      reply.header('cache-control', 'public, max-age=300').send(jwks(keys)),
  })
  app.get('/healthz', {
    schema: {
      operationId: 'getHealth',
      summary: 'Whether the relay is alive',
      response: { 200: aliveSchema, ...problemResponse },
    },
    handler: (_request, reply) =>
      reply.header('cache-control', 'no-store').send({ status: 'alive' }),
  })
  app.get('/readyz', {
    schema: {
      operationId: 'getReadiness',
      summary: 'Whether the relay should get requests, and what works only in part',
      response: { 200: readySchema, 503: readySchema, ...problemResponse },
    },
    handler: async (_request, reply) => {
      const status = health.draining ? 'draining' : app.isUnderPressure() ? 'overloaded' : 'ready'
      reply.code(status === 'ready' ? 200 : 503).header('cache-control', 'no-store')
      return { status, degraded: [...health.degraded.values()] }
    },
  })
  let document = ''
  app.get('/openapi.json', {
    schema: {
      operationId: 'getOpenApi',
      summary: 'This document',
      response: {
        200: { type: 'object', additionalProperties: true, description: 'An OpenAPI document' },
        ...problemResponse,
      },
    },
    handler: async (_request, reply) => {
      document ||= openApiDocument(configuration.base)
      return reply
        .type('application/json; charset=utf-8')
        .header('cache-control', 'public, max-age=300')
        .send(document)
    },
  })
}

/** The build writes the document (write-openapi.js); only the server's address is added. */
function openApiDocument(base: string): string {
  // The same address from `src/routes` and from `dist/routes`.
  const file = new URL('../../dist/openapi.json', import.meta.url)
  const document: object = JSON.parse(readFileSync(file, 'utf8'))
  return JSON.stringify({ ...document, servers: [{ url: base }] })
}
