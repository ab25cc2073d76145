// Schemas that several routes use. Each route declares its responses, since Fastify would send undeclared fields.
// A title of one word makes a schema a component of the OpenAPI document.
import type { Mode, Problem, ProblemCode } from '@faceid-h5/protocol'
import type { JsonSchema } from '../config/validate.js'
import { problemKinds } from '../problem.js'

// The same types as @fastify/swagger declares, which writes the document at build time only.
declare module 'fastify' {
  interface FastifySchema {
    operationId?: string
    summary?: string
    description?: string
    security?: ReadonlyArray<{ [securityLabel: string]: readonly string[] }>
  }
}

/** One schema per field of `T`, the optional ones included. */
export function object<T>(
  required: readonly (keyof T)[],
  properties: Readonly<Record<keyof T, JsonSchema>>,
  more: JsonSchema = {},
): JsonSchema {
  return { type: 'object', ...(required.length === 0 ? {} : { required }), properties, ...more }
}

export const closed = { additionalProperties: false }
export const string: JsonSchema = { type: 'string' }
export const text = (description: string, limits: JsonSchema = {}): JsonSchema => ({
  type: 'string',
  description,
  ...limits,
})
export const bool = (description: string): JsonSchema => ({ type: 'boolean', description })
export const time = (what: string): JsonSchema => ({
  type: 'integer',
  description: `${what}: milliseconds since 1970, UTC`,
})

/** A string out of the keys of a table; the table's type guarantees that none is missing. */
export function oneOf<T extends string>(
  table: Readonly<Record<T, unknown>>,
  description?: string,
): JsonSchema {
  const values = Object.keys(table)
  const list = `one of ${values.map((value) => `"${value}"`).join(', ')}`
  return { type: 'string', enum: values, description: description ?? list }
}

export const modeSchema = oneOf<Mode>({ native: '微信原生 H5', overlay: '微信浮层 H5' })

const problemSchema = object<Problem>(
  ['type', 'title', 'status', 'code', 'detail', 'requestId', 'retryable'],
  {
    type: text('urn:faceid-h5:problem:<code>'),
    title: text('what the code means'),
    status: { type: 'integer', description: 'the HTTP status' },
    code: oneOf<ProblemCode>(problemKinds, 'stable; texts may change'),
    detail: text('below 500 what is wrong and what would be right; from 500 up a fixed sentence'),
    requestId: text('the id of the request in the relay’s log'),
    retryable: bool('whether the same request may succeed later'),
  },
  { title: 'Problem', description: 'Every error of the relay (RFC 9457)' },
)

export const problemResponse = {
  default: {
    description: 'A problem. Retry-After, if present, tells when to try again.',
    content: { 'application/problem+json': { schema: problemSchema } },
  },
}

/** A response that is not JSON. */
export const responseOf = (description: string, mediaType: string, schema = string) => ({
  description,
  content: { [mediaType]: { schema } },
})
