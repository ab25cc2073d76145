// Writes dist/openapi.json from the schemas of the routes. Part of the build.
import { readFileSync, writeFileSync } from 'node:fs'
import swagger from '@fastify/swagger'
import Fastify from 'fastify'
import { evidenceMedia } from './dist/routes/evidence.js'
import { faceidRelay } from './dist/server/plugin.js'

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'))
const app = Fastify({ routerOptions: { maxParamLength: 1_024 } })
await app.register(swagger, {
  openapi: {
    openapi: '3.1.1',
    info: {
      title: 'faceid-h5 relay',
      version,
      license: { name: 'MIT', identifier: 'MIT' },
      description:
        'Tencent Cloud FaceID for H5 pages. What a page receives is for display only; the proof is a verified result token, or this API called by the back end.',
    },
    tags: [
      { name: 'verification', description: 'For pages and back ends' },
      { name: 'evidence', description: 'For back ends only' },
      { name: 'widget', description: 'Loaded by pages' },
      { name: 'operation', description: 'For balancers and verifiers' },
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
  transform: ({ schema, url }) => ({
    url,
    schema: { ...schema, tags: [tagOf(url)], params: parametersOf(url) },
  }),
})
await app.register(faceidRelay, {
  configuration: {
    publicUrl: 'https://relay.example',
    scenes: {
      any: {
        rules: { overlay: '1' },
        startedBy: 'browser',
        returnUrls: ['https://relay.example/'],
      },
    },
  },
  credentials: { secretId: 'none', secretKey: 'none' },
  relaySecret: Buffer.from(Array.from({ length: 32 }, (_, index) => index)).toString('hex'),
})
await app.ready()
const { paths, components, ...document } = app.swagger()
await app.close()
const schemas = {}
const lifted = { ...document, paths: withNames(paths), components: { ...components, schemas } }
writeFileSync(new URL('dist/openapi.json', import.meta.url), JSON.stringify(lifted))

function tagOf(url) {
  if (url.startsWith('/v1/evidence')) return 'evidence'
  if (url.startsWith('/v1/')) return 'verification'
  return url.startsWith('/faceid-h5') ? 'widget' : 'operation'
}

/** Not in the routes, which tell a wrong parameter from a missing page themselves. */
function parametersOf(url) {
  const parameters = {
    id: { type: 'string', description: 'the id of the start’s response' },
    scene: { type: 'string', description: 'the name of a scene of the configuration' },
    state: { type: 'string', description: 'encrypted by the start; part of the RedirectUrl' },
    handle: { type: 'string', description: 'the claim `evidence` of a verified result token' },
    name: {
      type: 'string',
      enum: Object.keys(evidenceMedia),
      description: 'which picture or recording',
    },
  }
  const names = [...url.matchAll(/:([a-z]+)/gi)].map(([, name]) => name)
  if (names.length === 0) return undefined
  return {
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name, parameters[name]])),
  }
}

/** Schemas with a title of one word become components, so that generated clients have named types. */
function withNames(value) {
  if (Array.isArray(value)) return value.map(withNames)
  if (typeof value !== 'object' || value === null) return value
  const schema = Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, withNames(member)]),
  )
  if (typeof schema.title !== 'string' || !/^[A-Za-z]+$/.test(schema.title)) return schema
  schemas[schema.title] ??= schema
  return { $ref: `#/components/schemas/${schema.title}` }
}
