// GET /faceid-h5.js and /faceid-h5.css: the widget's built files, compressed by its build. Served from memory here:
// @fastify/static would collide with a host's own, and its ETags of size and time are alike in all packages from npm.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { FastifyInstance } from 'fastify'
import { problemResponse, responseOf } from './schemas.js'

const types = { 'faceid-h5.js': 'text/javascript', 'faceid-h5.css': 'text/css' }
/** The preferred one first. */
const encodings = { br: '.br', gzip: '.gz' }

/** @throws if `@faceid-h5/widget` is not installed or not built. */
export function widgetRoutes(app: FastifyInstance): void {
  const { resolve } = createRequire(import.meta.url)
  for (const [name, type] of Object.entries(types)) {
    const path = resolve(`@faceid-h5/widget/${name}`)
    const identity = readFileSync(path)
    const compressed = Object.entries(encodings).map(
      ([encoding, ending]) => [encoding, readFileSync(`${path}${ending}`)] as const,
    )
    const digest = createHash('sha256').update(identity).digest('hex').slice(0, 16)
    const schema = {
      summary: `The widget: ${name}`,
      response: {
        200: responseOf('The file', type),
        304: { type: 'null', description: 'Not changed' },
        ...problemResponse,
      },
    }
    app.get(`/${name}`, { schema }, async (request, reply) => {
      reply
        // After an update of the relay, pages may use the old script for ten minutes.
        .header('cache-control', 'public, max-age=600, stale-while-revalidate=86400')
        .header('vary', 'Accept-Encoding')
        // Weak: the same for every encoding.
        .header('etag', `W/"${digest}"`)
      if (request.headers['if-none-match']?.includes(digest)) return reply.code(304).send()
      const accepted = acceptedEncodings(request.headers['accept-encoding'])
      const [encoding, body] = compressed.find(([one]) => accepted.has(one)) ?? []
      if (encoding !== undefined) reply.header('content-encoding', encoding)
      return reply.type(`${type}; charset=utf-8`).send(body ?? identity)
    })
  }
}

/** `br;q=0` refuses an encoding. */
function acceptedEncodings(header = ''): Set<string | undefined> {
  const parts = header.toLowerCase().split(',')
  const accepted = parts.filter((part) => !/;\s*q=0(\.0*)?\s*$/.test(part))
  return new Set(accepted.map((part) => part.split(';')[0]?.trim()))
}
