// Holds the answers of a relay under test against the OpenAPI document, with a validator that is not the relay's.
import { readFileSync } from 'node:fs'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'

interface OpenApiDocument {
  openapi: string
  paths: Record<string, Record<string, Operation>>
}

interface Operation {
  operationId?: string
  summary?: string
  responses: Record<string, { description: string; content?: Record<string, object> }>
}

interface Answer {
  statusCode: number
  headers: Record<string, unknown>
  body: string
  json(): unknown
}

const file = new URL('../dist/openapi.json', import.meta.url)
export const openApi: OpenApiDocument = JSON.parse(readFileSync(file, 'utf8'))

const ajv = new Ajv2020({ strict: false, allErrors: true })
// A field that is answered and not documented is a fault too.
ajv.addSchema({ ...closed(openApi), $id: 'https://relay.example/openapi.json' })
const validators = new Map<string, ValidateFunction>()

/** @param path below publicUrl, without a query. @throws if the answer is not what the document says. */
export function checkAnswer(method: string, path: string, answer: Answer): void {
  const known = Object.keys(openApi.paths).find((template) => matches(template, path)) ?? ''
  const responses = openApi.paths[known]?.[method.toLowerCase()]?.responses
  // An address that nobody documented is answered as such; another test compares the routes.
  if (responses === undefined) return
  const type = String(answer.headers['content-type'] ?? '').split(';')[0] ?? ''
  const exact = responses[answer.statusCode]
  // A status may have a page of its own and be a problem's as well.
  const isExact = exact !== undefined && (!exact.content || mediaType(exact.content, type))
  const status = isExact ? String(answer.statusCode) : 'default'
  const documented = `${method} ${known} ${status}`
  const { content } = responses[status] ?? {}
  const media = content && mediaType(content, type)
  if (content !== undefined && media === undefined)
    throw new Error(`${documented} is ${type || 'of no type'}`)
  if ((answer.body === '') !== (media === undefined))
    throw new Error(`${documented} has ${media === undefined ? 'a' : 'no'} body`)
  if (media === undefined) return
  const place = ['paths', known, method.toLowerCase(), 'responses', status, 'content', media]
  const validate = validatorAt([...place, 'schema'])
  if (!validate(type.endsWith('json') ? answer.json() : answer.body))
    throw new Error(`${documented}: ${ajv.errorsText(validate.errors)}`)
}

function validatorAt(path: string[]): ValidateFunction {
  const parts = path.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1'))
  const $ref = `https://relay.example/openapi.json#/${parts.map(encodeURIComponent).join('/')}`
  const validate = validators.get($ref) ?? ajv.compile({ $ref })
  validators.set($ref, validate)
  return validate
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
