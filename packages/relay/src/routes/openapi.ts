// GET /openapi.json: the relay described by the very schemas its routes check and send with.
import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import type { TSchema } from 'typebox'
import { choice } from '../config/choice.js'
import type { Configuration } from '../config/load.js'
import { Type } from '../config/schema-type.js'
import { version } from '../version.js'
import { evidenceMedia } from './evidence.js'
import { problemResponse } from './schemas.js'

/** Registered before the routes, since it collects them. */
export async function openApi(app: FastifyInstance, { base }: Configuration): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.1',
      info: {
        title: 'faceid-h5 relay',
        version: version(),
        license: { name: 'MIT', identifier: 'MIT' },
        description:
          'Tencent Cloud FaceID for H5 pages. What a page hears is for display; the truth is a verified result token, or this API asked by the back end.',
      },
      servers: [{ url: base }],
      tags: [
        { name: 'verification', description: 'What pages and back ends call' },
        { name: 'evidence', description: 'What back ends alone may see' },
        { name: 'widget', description: 'What pages load' },
        { name: 'operation', description: 'What balancers and verifiers ask' },
      ],
      components: {
        securitySchemes: {
          ticket: {
            type: 'http',
            scheme: 'bearer',
            description: 'The ticket of one verification, from its start. Never put it into a URL.',
          },
          apiKey: {
            type: 'http',
            scheme: 'bearer',
            description: 'One of MERCHANT_API_KEY. For the back end; it has no place in a page.',
          },
        },
      },
    },
    convertConstToEnum: false,
    transform: ({ schema, url }) => ({ url, schema: { ...schema, params: parametersOf(url) } }),
    transformObject: (document) =>
      'openapiObject' in document ? withComponents(document.openapiObject) : {},
  })

  let document = ''
  app.get('/openapi.json', {
    schema: {
      operationId: 'getOpenApi',
      summary: 'This document',
      tags: ['operation'],
      response: {
        200: Type.Object({}, { description: 'An OpenAPI document', additionalProperties: true }),
        ...problemResponse,
      },
    },
    handler: async (_request, reply) => {
      // Written when somebody first asks, which is seldom and never at a start.
      document ||= JSON.stringify(app.swagger())
      return reply
        .type('application/json; charset=utf-8')
        .header('cache-control', 'public, max-age=300')
        .send(document)
    },
  })
}

/** Described here and not in the routes, which tell a wrong parameter from a missing page themselves. */
const parameters: Readonly<Record<string, TSchema>> = {
  id: Type.String({ description: 'the id that the start answered' }),
  scene: Type.String({ description: 'the name of a scene of the configuration' }),
  state: Type.String({ description: 'sealed by the start; part of the RedirectUrl' }),
  handle: Type.String({ description: 'the claim `evidence` of a verified result token' }),
  name: choice(evidenceMedia, { description: 'which picture or recording' }),
}

function parametersOf(url: string): TSchema | undefined {
  const names = [...url.matchAll(/:([a-z]+)/gi)].map(([, name = '']) => name)
  if (names.length === 0) return undefined
  return Type.Object(
    Object.fromEntries(names.map((name) => [name, parameters[name] ?? Type.String()])),
  )
}

interface Document {
  paths?: unknown
  components?: object
}

/** Schemas with a title of one word get a place and a name of their own; so generated clients have types with names. */
function withComponents<T extends Document>(document: T): T {
  const schemas: Record<string, unknown> = {}
  const lifted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(lifted)
    if (typeof value !== 'object' || value === null) return value
    const members = Object.entries(value).map(([name, member]) => [name, lifted(member)])
    const schema: Record<string, unknown> = Object.fromEntries(members)
    const { title } = schema
    if (typeof title !== 'string' || !/^[A-Za-z]+$/.test(title)) return schema
    schemas[title] ??= schema
    return { $ref: `#/components/schemas/${title}` }
  }
  const paths = lifted(document.paths)
  // What the host's Fastify shares as schemas is not the relay's to publish.
  return { ...document, paths, components: { ...document.components, schemas } }
}
