// Writes dist/openapi.json from openapi-head.json and the schemas of the routes. Part of the build.
import { readFileSync, writeFileSync } from 'node:fs'
import swagger from '@fastify/swagger'
import Fastify from 'fastify'
import { evidenceMedia } from './dist/routes/evidence.js'
import { faceidRelay } from './dist/server/plugin.js'

const read = (file) => JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'))
const { version } = read('package.json')
const head = read('openapi-head.json')
const app = Fastify({ routerOptions: { maxParamLength: 1_024 } })
await app.register(swagger, {
  openapi: { ...head, info: { ...head.info, version } },
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
