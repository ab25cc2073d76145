/**
 * Checks parameters against a table of fields. It refuses what is missing, unknown, of the wrong
 * type or beyond its documented limit, each with the code that Tencent has for it.
 */
import { Ajv } from 'ajv'
import type { ApiErrorCode } from '../codes/api-codes.js'
import { ApiError } from './api-error.js'

type Properties = Readonly<Record<string, object>>

const ajv = new Ajv({ formats: { image: isImage } })

/** @returns a check that throws, or returns the parameters with their type. */
export function checkOf<Parameters>(properties: Properties, required: readonly string[]) {
  const validate = ajv.compile<Parameters>(object(properties, required))
  return (parameters: unknown): Parameters => {
    if (validate(parameters)) return parameters
    const { keyword = '', instancePath = '', message, params } = validate.errors?.[0] ?? {}
    const member = params?.missingProperty ?? params?.additionalProperty
    const path = [...instancePath.split('/').slice(1), member].filter(Boolean).join('.')
    throw new ApiError(codes.get(keyword) ?? 'InvalidParameter', `\`${path}\` ${message}.`)
  }
}

const codes = new Map<string, ApiErrorCode>([
  ['required', 'MissingParameter'],
  ['additionalProperties', 'UnknownParameter'],
])

/** An object with these members and no others. */
export function object(properties: Properties, required: readonly string[] = []) {
  return { type: 'object', properties, required, additionalProperties: false }
}

/** A jpg or png in standard base64 with padding. */
function isImage(value: string): boolean {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(value) || value.length % 4 !== 0) return false
  const start = Buffer.from(value.slice(0, 16), 'base64').toString('hex')
  return value === '' || start.startsWith('ffd8ff') || start.startsWith('89504e470d0a1a0a')
}
