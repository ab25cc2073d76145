// An OpenAPI document that answers are held against, with a validator that is not the relay's.
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'

export interface OpenApiDocument {
  openapi: string
  servers: { url: string }[]
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, { properties: Record<string, { enum?: string[] }> }> }
}

interface Operation {
  operationId?: string
  summary?: string
  security?: object[]
  responses: Record<string, { description: string; content?: Record<string, object> }>
}

interface Answer {
  statusCode: number
  headers: Record<string, unknown>
  body: string
  json(): unknown
}

export interface AnswerChecker {
  /** Every answer of the document: `get /v1/scenes/{scene} 200`. */
  documented: string[]
  /** @returns which of them it is. @throws where it is not what the document says. */
  check(method: 'get' | 'post', path: string, answer: Answer): string
}

export function createAnswerChecker(document: OpenApiDocument): AnswerChecker {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  // A field that is answered and not documented is a fault too.
  ajv.addSchema({ ...closed(document), $id: 'https://relay.example/openapi.json' })
  const schemaAt = (...path: string[]): ValidateFunction => {
    const pointer = path.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1'))
    return ajv.compile({
      $ref: `https://relay.example/openapi.json#/${pointer.map(encodeURIComponent).join('/')}`,
    })
  }

  return {
    documented: Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, { responses }]) =>
        Object.keys(responses).map((status) => `${method} ${path} ${status}`),
      ),
    ),
    check(method, path, answer) {
      const known = Object.keys(document.paths).find((template) => matches(template, path)) ?? path
      const responses = document.paths[known]?.[method]?.responses
      const type = String(answer.headers['content-type'] ?? '').split(';')[0] ?? ''
      const exact = responses?.[answer.statusCode]
      // A status may have a page of its own and be a problem's as well.
      const status =
        exact !== undefined && (exact.content === undefined || mediaType(exact.content, type))
          ? String(answer.statusCode)
          : 'default'
      const documented = `${method} ${known} ${status}`
      const described = responses?.[status]
      if (described === undefined) throw new Error(`${documented} is not in the document`)
      if (described.content === undefined) {
        if (answer.body !== '') throw new Error(`${documented} has a body`)
        return documented
      }
      const media = mediaType(described.content, type)
      if (media === undefined) throw new Error(`${documented} is ${type || 'of no type'}`)
      if (answer.body === '') throw new Error(`${documented} has no body`)
      const validate = schemaAt(
        'paths',
        known,
        method,
        'responses',
        status,
        'content',
        media,
        'schema',
      )
      if (!validate(type.endsWith('json') ? answer.json() : answer.body))
        throw new Error(`${documented}: ${ajv.errorsText(validate.errors)}`)
      return documented
    },
  }
}

function matches(template: string, path: string): boolean {
  const pattern = template.replaceAll('.', '\\.').replaceAll(/\{[a-z]+\}/gi, '[^/]+')
  return new RegExp(`^${pattern}$`).test(path)
}

function mediaType(content: Record<string, object>, type: string): string | undefined {
  return [type, '*/*'].find((media) => content[media] !== undefined)
}

function closed(schema: unknown): object {
  if (Array.isArray(schema)) return schema.map(closed)
  if (typeof schema !== 'object' || schema === null) return schema as never
  const members = Object.entries(schema).map(([name, member]) => [name, closed(member)])
  const open = 'properties' in schema && !('additionalProperties' in schema)
  return { ...Object.fromEntries(members), ...(open ? { additionalProperties: false } : {}) }
}
