// Validates a value against a JSON Schema and describes every error with its path, without showing the value.
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import type { JsonSchema } from './json-schema.js'
import { nearest } from './nearest.js'

export interface Fault {
  /** `scenes.loan.rules`; empty for the whole value. */
  path: string
  kind: 'unknown field' | 'missing' | 'wrong'
  text: string
}

interface Naming {
  /** What the value is called in an error about the whole of it. */
  whole: string
  /** Field names that match may be repeated; a caller can send anything as a name. */
  safe: RegExp
}

/** A body can hold thousands of unknown fields. */
const maxFaults = 50

const ajv = new Ajv({ allErrors: true, discriminator: true, verbose: true })

/** @returns a check that returns every fault, at most 50; none if the value is valid. It compiles at its first call. */
export function createCheck(schema: JsonSchema, naming: Naming): (value: unknown) => Fault[] {
  let validate: ValidateFunction | undefined
  return (value) => {
    validate ??= ajv.compile(schema)
    if (validate(value)) return []
    const faults = new Map<string, Fault>()
    for (const error of validate.errors ?? []) {
      const fault = faultOf(error, naming)
      if (!faults.has(fault.path)) faults.set(fault.path, fault)
      if (faults.size === maxFaults) break
    }
    return [...faults.values()]
  }
}

function faultOf(
  { instancePath, params, parentSchema, message }: ErrorObject,
  naming: Naming,
): Fault {
  const shown = (name: string) => (naming.safe.test(name) ? name : '(a name)')
  const base = instancePath.split('/').slice(1).map(unescapePointer).map(shown).join('.')
  const at = (name: string) => (base === '' ? shown(name) : `${base}.${shown(name)}`)
  if (typeof params.additionalProperty === 'string') {
    const name = params.additionalProperty
    const path = at(name)
    const known = Object.keys(parentSchema?.properties ?? {})
    const text =
      known.length === 0
        ? `${path} has a name that can’t be: ${base} must be ${parentSchema?.description}`
        : `${path} is not a known field${suggestion(shown(name), known)}`
    return { path, kind: 'unknown field', text }
  }
  if (typeof params.missingProperty === 'string') {
    const path = at(params.missingProperty)
    const right = parentSchema?.properties?.[params.missingProperty]?.description
    const text = `${path} is missing${right === undefined ? '' : `: ${right}`}`
    return { path, kind: 'missing', text }
  }
  const right = parentSchema?.description
  const text = `${base || naming.whole} ${right === undefined ? message : `must be ${right}`}`
  return { path: base, kind: 'wrong', text }
}

function unescapePointer(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~')
}

function suggestion(name: string, known: readonly string[]): string {
  const near = nearest(name, known)
  return near === undefined ? '' : `; did you mean \`${near}\`?`
}
