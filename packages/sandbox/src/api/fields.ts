/**
 * Checks parameters against a table of fields. It refuses what is missing, unknown, of the wrong
 * type or beyond its documented limit, each with the code that Tencent has for it.
 */
import { ApiError } from './api-error.js'

export type Field =
  | { type: 'string'; required?: true; max?: number; check?: Check }
  | { type: 'integer'; required?: true; among?: readonly number[]; min?: number }
  | { type: 'boolean'; required?: true }
  | { type: 'list'; required?: true; min: number; max: number; of: Field }
  | { type: 'object'; required?: true; fields?: Fields }

export type Fields = Readonly<Record<string, Field>>

export interface Check {
  /** What the value must be, to be read after the field's name. */
  rule: string
  test(value: string): boolean
}

export function checkFields(fields: Fields, value: unknown, path = ''): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalid(path || 'The body', 'must be an object')
  for (const name of Object.keys(value))
    if (!Object.hasOwn(fields, name))
      throw new ApiError('UnknownParameter', `The parameter \`${path}${name}\` is not recognized.`)
  const entries = new Map<string, unknown>(Object.entries(value))
  for (const [name, field] of Object.entries(fields))
    checkField(field, entries.get(name), `${path}${name}`)
}

function checkField(field: Field, value: unknown, path: string): void {
  if (value === undefined || value === null) {
    if (field.required)
      throw new ApiError(
        'MissingParameter',
        `The request is missing a required parameter \`${path}\`.`,
      )
    return
  }
  if (field.type === 'string') checkString(field, value, path)
  else if (field.type === 'integer') checkInteger(field, value, path)
  else if (field.type === 'object') checkObject(field, value, path)
  else if (field.type === 'list') checkList(field, value, path)
  else if (typeof value !== 'boolean') throw invalid(path, 'must be a boolean')
}

function checkString(field: Extract<Field, { type: 'string' }>, value: unknown, path: string) {
  if (typeof value !== 'string') throw invalid(path, 'must be a string')
  if (field.required && value === '') throw invalid(path, 'must not be empty')
  if (field.max !== undefined && [...value].length > field.max)
    throw invalid(path, `must be at most ${field.max} characters`)
  if (field.check && value !== '' && !field.check.test(value)) throw invalid(path, field.check.rule)
}

function checkInteger(field: Extract<Field, { type: 'integer' }>, value: unknown, path: string) {
  if (typeof value !== 'number' || !Number.isInteger(value))
    throw invalid(path, 'must be an integer')
  if (field.among && !field.among.includes(value))
    throw invalid(path, `must be one of ${field.among.join(', ')}`)
  if (field.min !== undefined && value < field.min)
    throw invalid(path, `must be ${field.min} or more`)
}

function checkObject({ fields }: Extract<Field, { type: 'object' }>, value: unknown, path: string) {
  if (fields) checkFields(fields, value, `${path}.`)
  else if (typeof value !== 'object') throw invalid(path, 'must be an object')
}

function checkList(field: Extract<Field, { type: 'list' }>, value: unknown, path: string) {
  if (!Array.isArray(value)) throw invalid(path, 'must be a list')
  if (value.length < field.min || value.length > field.max)
    throw invalid(path, `must have ${field.min} to ${field.max} entries`)
  value.forEach((entry, place) => {
    checkField(field.of, entry ?? undefined, `${path}.${place}`)
  })
}

function invalid(path: string, rule: string): ApiError {
  return new ApiError('InvalidParameter', `\`${path}\` ${rule}.`)
}
