// Validates a value against a JSON Schema and describes every error with its path, without showing the value.
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import { nearest } from './nearest.js'

export type JsonSchema = Readonly<Record<string, unknown>>

export interface Fault {
  /** `scenes.loan.rules`; empty for the whole value. */
  path: string
  kind: 'unknown field' | 'missing' | 'wrong'
  text: string
}

interface CheckOptions {
  /** The name of the value in an error about the whole of it. */
  whole: string
  /** Field names that match may be repeated; a caller can send anything as a name. */
  safe: RegExp
  /** A value with more members, at all depths, is refused at once: describing each would block the event loop. */
  maxMembers?: number
}

const ajv = new Ajv({
  allErrors: true,
  discriminator: true,
  verbose: true,
  // Both would double the time of a start; a test validates the schemas.
  validateSchema: false,
  code: { optimize: false },
})

/** @returns a check that returns every fault, or none if the value is valid. It compiles at its first call. */
export function createCheck(
  schema: JsonSchema,
  options: CheckOptions,
): (value: unknown) => Fault[] {
  const { whole, maxMembers } = options
  let validate: ValidateFunction | undefined
  return (value) => {
    if (maxMembers !== undefined && countMembers(value, maxMembers) > maxMembers)
      return [{ path: '', kind: 'wrong', text: `${whole} has more than ${maxMembers} members` }]
    validate ??= ajv.compile(schema)
    if (validate(value)) return []
    const faults = new Map<string, Fault>()
    for (const error of validate.errors ?? []) {
      const fault = faultOf(error, options)
      if (!faults.has(fault.path)) faults.set(fault.path, fault)
    }
    return [...faults.values()]
  }
}

function faultOf(
  { instancePath, params, parentSchema, message }: ErrorObject,
  { whole, safe }: CheckOptions,
): Fault {
  const shown = (name: string) => (safe.test(name) ? name : '(a name)')
  const unescaped = (part: string) => part.replaceAll('~1', '/').replaceAll('~0', '~')
  const base = instancePath.split('/').slice(1).map(unescaped).map(shown).join('.')
  const at = (name: string) => (base === '' ? shown(name) : `${base}.${shown(name)}`)
  if (typeof params.additionalProperty === 'string') {
    const name = params.additionalProperty
    const path = at(name)
    const known = Object.keys(parentSchema?.properties ?? {})
    const near = nearest(shown(name), known)
    const meant = near === undefined ? '' : `; did you mean \`${near}\`?`
    const text =
      known.length === 0
        ? `${path} has a name that can’t be: ${base} must be ${parentSchema?.description}`
        : `${path} is not a known field${meant}`
    return { path, kind: 'unknown field', text }
  }
  if (typeof params.missingProperty === 'string') {
    const path = at(params.missingProperty)
    const right = parentSchema?.properties?.[params.missingProperty]?.description
    const text = `${path} is missing${right === undefined ? '' : `: ${right}`}`
    return { path, kind: 'missing', text }
  }
  const right = parentSchema?.description
  const text = `${base || whole} ${right === undefined ? message : `must be ${right}`}`
  return { path: base, kind: 'wrong', text }
}

/** Stops counting above `max`. */
function countMembers(value: unknown, max: number): number {
  if (typeof value !== 'object' || value === null) return 0
  let count = 0
  for (const member of Object.values(value)) {
    count += 1 + countMembers(member, max - count)
    if (count > max) break
  }
  return count
}
