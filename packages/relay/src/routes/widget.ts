// GET /faceid-h5.js, /faceid-h5.css, their hashed names for ever, and /faceid-h5.json, which lists them with integrity.
import type { FastifyInstance } from 'fastify'
import { Type } from '../config/schema-type.js'
import { answerOf, problemResponse } from './schemas.js'
import { encodingFor, readWidgetFiles, type WidgetFile } from './widget-files.js'

const ManifestSchema = Type.Record(
  Type.String(),
  Type.Object({
    name: Type.String({ description: 'the hashed name, for ever the same content' }),
    integrity: Type.String({ description: 'for Subresource Integrity' }),
  }),
  { description: 'By plain name' },
)

export function widgetRoutes(app: FastifyInstance): void {
  const files = readWidgetFiles()
  for (const file of files) {
    // A merchant's page keeps the plain name; ten minutes are how long an old script may live on after an update.
    serve(file, file.name, 'public, max-age=600, stale-while-revalidate=86400')
    serve(file, file.hashedName, 'public, max-age=31536000, immutable')
  }
  app.get('/faceid-h5.json', {
    schema: {
      operationId: 'getWidgetFiles',
      summary: 'The widget’s files with their hashed names and integrity',
      tags: ['widget'],
      response: { 200: ManifestSchema, ...problemResponse },
    },
    handler: async (_request, reply) => {
      reply.header('cache-control', 'public, max-age=600')
      return Object.fromEntries(
        files.map(({ name, hashedName, integrity }) => [name, { name: hashedName, integrity }]),
      )
    },
  })

  function serve(file: WidgetFile, name: string, cacheControl: string): void {
    const schema = {
      summary: `The widget: ${file.name}`,
      tags: ['widget'],
      response: {
        200: answerOf('The file', file.type.split(';')[0] ?? file.type),
        304: Type.Null({ description: 'Not changed' }),
        ...problemResponse,
      },
    }
    app.get(`/${name}`, { schema }, async (request, reply) => {
      const encoding = encodingFor(request.headers['accept-encoding'])
      const etag = encoding === 'identity' ? file.etag : `${file.etag.slice(0, -1)}-${encoding}"`
      reply
        .header('cache-control', cacheControl)
        .header('vary', 'Accept-Encoding')
        .header('etag', etag)
      if (request.headers['if-none-match'] === etag) return reply.code(304).send()
      if (encoding !== 'identity') reply.header('content-encoding', encoding)
      return reply.type(file.type).send(await file.body(encoding))
    })
  }
}
