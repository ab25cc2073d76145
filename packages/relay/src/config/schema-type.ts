// Makes JSON Schemas as TypeBox does, with TypeBox's own types: the handful of kinds that the relay uses, without the
// three hundred modules that TypeBox loads for all of them, which took a quarter of a start and of the memory at rest.
import type { TSchema, Type as TypeBox } from 'typebox'

type Used = Pick<
  typeof TypeBox,
  | 'Any'
  | 'Array'
  | 'Boolean'
  | 'Integer'
  | 'Literal'
  | 'Null'
  | 'Number'
  | 'Object'
  | 'Optional'
  | 'Record'
  | 'String'
  | 'Union'
  | 'Unsafe'
>

const optional = new WeakSet<object>()

const kinds = {
  Any: (options?: object) => ({ ...options }),
  Array: (items: TSchema, options?: object) => ({ type: 'array', items, ...options }),
  Boolean: (options?: object) => ({ type: 'boolean', ...options }),
  Integer: (options?: object) => ({ type: 'integer', ...options }),
  Literal: (value: string, options?: object) => ({ type: typeof value, const: value, ...options }),
  Null: (options?: object) => ({ type: 'null', ...options }),
  Number: (options?: object) => ({ type: 'number', ...options }),
  Object(properties: Record<string, TSchema>, options?: object) {
    const required = Object.keys(properties).filter((name) => !optional.has(properties[name] ?? {}))
    return {
      type: 'object',
      ...(required.length === 0 ? {} : { required }),
      properties,
      ...options,
    }
  },
  /** A copy: the same schema may be required elsewhere. */
  Optional(schema: TSchema) {
    const copy = { ...schema }
    optional.add(copy)
    return copy
  },
  Record(names: { pattern?: string }, values: TSchema, options?: object) {
    return { type: 'object', patternProperties: { [names.pattern ?? '^.*$']: values }, ...options }
  },
  String: (options?: object) => ({ type: 'string', ...options }),
  Union: (anyOf: TSchema[], options?: object) => ({ anyOf, ...options }),
  Unsafe: (schema: object) => schema,
}

// Safe: schema-type.test.ts holds each kind against what TypeBox makes of the same arguments.
export const Type = kinds as unknown as Used
