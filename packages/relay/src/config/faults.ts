// Says in words what is wrong with a value and what would be right, all at once, without showing the value.
import type { TSchema } from 'typebox'
// Not from `typebox/compile`, which loads twice as much for decoding and converting.
import { Compile } from 'typebox/schema'
import { Settings } from 'typebox/system'

// Eight are the default: too few to say everything at once, and a union alone can use them up.
Settings.Set({ maxErrors: 200 })

export interface Fault {
  /** Where: `scenes.loan.rules`, empty for the whole. */
  path: string
  kind: 'unknown field' | 'missing' | 'wrong'
  text: string
}

/**
 * @param names whether every field's name may be repeated: those of a caller could hold anything.
 * @returns a check that answers with every fault of a value; an empty list means that it is right.
 */
export function createCheck(
  schema: TSchema,
  names: 'shown' | 'guarded' = 'guarded',
): (value: unknown) => Fault[] {
  const compiled = Compile(schema)
  return (value) => {
    if (compiled.Check(value)) return []
    const [, errors] = compiled.Errors(value)
    const faults = new Map<string, Fault>()
    for (const error of withoutUnmeantBranches(errors)) {
      for (const fault of faultsOf(schema, error, names)) {
        if (!faults.has(fault.path)) faults.set(fault.path, fault)
      }
    }
    return [...faults.values()]
  }
}

/** Of a union, the faults of the branch that was meant (its literals match) or, where none was, of the union alone. */
function withoutUnmeantBranches(errors: SchemaError[]): SchemaError[] {
  return errors
    .filter((error) => error.keyword === 'anyOf')
    .reduce((left, union) => {
      const inside = (error: SchemaError) =>
        error.schemaPath.startsWith(`${union.schemaPath}/anyOf/`)
      const branchOf = (error: SchemaError) =>
        error.schemaPath.slice(union.schemaPath.length).split('/')[2]
      const branches = new Set(left.filter(inside).map(branchOf))
      const unmeant = left.filter(
        (error) =>
          inside(error) &&
          (error.keyword === 'const' || error.instancePath === union.instancePath) &&
          error.keyword !== 'required' &&
          error.keyword !== 'additionalProperties',
      )
      for (const error of unmeant) branches.delete(branchOf(error))
      const [meant, ...more] = branches
      return meant === undefined || more.length > 0
        ? left.filter((error) => !inside(error))
        : left.filter((error) => error !== union && (!inside(error) || branchOf(error) === meant))
    }, errors)
}

interface SchemaError {
  keyword: string
  schemaPath: string
  instancePath: string
  params: object
  message: string
}

function faultsOf(schema: TSchema, error: SchemaError, names: 'shown' | 'guarded'): Fault[] {
  const path = spoken(error.instancePath, names)
  if (error.keyword === 'additionalProperties') return []
  if (error.keyword === 'boolean') {
    const around = error.schemaPath.slice(0, error.schemaPath.lastIndexOf('/'))
    const right = isRecord(schema, around) ? description(schema, around) : undefined
    const text =
      right === undefined
        ? `${path} is not a known field`
        : `${path} has a name that can’t be: ${path.slice(0, path.lastIndexOf('.'))} must be ${right}`
    return [{ path, kind: 'unknown field', text }]
  }
  if (error.keyword === 'required' && 'requiredProperties' in error.params) {
    // Safe: this keyword's parameters are a list of names.
    return (error.params.requiredProperties as string[]).map((name) => {
      const missing = path === '' ? name : `${path}.${name}`
      const right = description(schema, `${error.schemaPath}/properties/${name}`)
      return {
        path: missing,
        kind: 'missing',
        text: `${missing} is missing${right === undefined ? '' : `: ${right}`}`,
      }
    })
  }
  const right = description(schema, error.schemaPath)
  const whole = names === 'shown' ? 'the configuration' : 'the body'
  const what = path === '' ? whole : path
  return [
    {
      path,
      kind: 'wrong',
      text: right === undefined ? `${what} ${error.message}` : `${what} must be ${right}`,
    },
  ]
}

function spoken(instancePath: string, names: 'shown' | 'guarded'): string {
  return instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) =>
      names === 'shown' || /^([A-Za-z_$-]{1,40}|\d{1,3})$/.test(part) ? part : '(a name)',
    )
    .join('.')
}

/** Whether whoever writes the value chooses the names in it. */
function isRecord(schema: TSchema, schemaPath: string): boolean {
  let at: unknown = schema
  for (const part of schemaPath.split('/').slice(1)) {
    at = typeof at === 'object' && at !== null ? Reflect.get(at, part) : undefined
  }
  return typeof at === 'object' && at !== null && 'patternProperties' in at
}

/** The description at a schema path, or of the nearest schema around it. */
function description(schema: TSchema, schemaPath: string): string | undefined {
  let found = 'description' in schema ? String(schema.description) : undefined
  let at: unknown = schema
  for (const part of schemaPath.split('/').slice(1)) {
    if (typeof at !== 'object' || at === null) return found
    // Safe: a JSON Schema is plain JSON.
    at = (at as Record<string, unknown>)[part]
    if (typeof at === 'object' && at !== null && 'description' in at) found = String(at.description)
  }
  return found
}
