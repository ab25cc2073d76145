// What the relay is compared with: bare Fastify with the same plugins, schemas and calls, and the copied handler.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { wire } from '../load/request.js'
import { relayContract } from './relay.js'
import { type Server, startServer } from './server.js'

export interface BaselineOptions {
  sandboxUrl: string
  /** File with the schemas of the relay's routes. */
  schemas: string
  /** Microseconds by which each request is made more expensive. */
  burden?: number
  execArgv?: string[]
}

export function startBaseline({
  sandboxUrl,
  schemas,
  burden = 0,
  execArgv = [],
}: BaselineOptions): Promise<Server> {
  return startServer({
    ...relayContract,
    file: new URL('./baseline-process.js', import.meta.url),
    environment: { SCHEMAS: schemas, BURDEN: String(burden) },
    execArgv,
    sandboxUrl,
  })
}

export function startCopied({ sandboxUrl }: { sandboxUrl: string }): Promise<Server> {
  return startServer({
    start: wire({ method: 'POST', path: '/faceid/start', body: {} }),
    read: ({ bizToken }) =>
      wire({ method: 'GET', path: `/faceid/result?bizToken=${String(bizToken)}` }),
    // Once a second is what such pages do.
    pace: () => 1_000,
    file: new URL('./copied-process.js', import.meta.url),
    sandboxUrl,
  })
}

/** The schemas of start and read as a running relay publishes them, so that both check and write the same. */
export async function fetchSchemas(relay: Server): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${relay.port}/openapi.json`)
  const document: unknown = await answer.json()
  const whole = resolved(document, document)
  const start = member(whole, 'paths', '/v1/verifications', 'post')
  const read = member(whole, 'paths', '/v1/verifications/{id}', 'get')
  const json = ['content', 'application/json', 'schema']
  const problem = {
    content: member(start, 'responses', 'default', 'content'),
    description: 'A problem',
  }
  const schemas = {
    start: {
      body: member(start, 'requestBody', ...json),
      response: { 201: member(start, 'responses', '201', ...json), default: problem },
    },
    read: { response: { 200: member(read, 'responses', '200', ...json), default: problem } },
  }
  const file = join(mkdtempSync(join(tmpdir(), 'faceid-h5-bench-')), 'schemas.json')
  writeFileSync(file, JSON.stringify(schemas))
  return file
}

/** References to components replaced by what they refer to. */
function resolved(value: unknown, document: unknown): unknown {
  if (Array.isArray(value)) return value.map((entry) => resolved(entry, document))
  if (typeof value !== 'object' || value === null) return value
  if ('$ref' in value) {
    return resolved(member(document, ...String(value.$ref).split('/').slice(1)), document)
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [name, resolved(entry, document)]),
  )
}

/** @throws {Error} where the document has changed its shape. */
function member(value: unknown, ...path: string[]): unknown {
  return path.reduce((at: unknown, name) => {
    // Safe: its members are read as unknown.
    const found = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[name] : at
    if (found === undefined) throw new Error(`openapi.json has no ${path.join('.')}`)
    return found
  }, value)
}
