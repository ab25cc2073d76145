// Types of plain JSON Schema: the schemas of requests, answers and the configuration follow their TypeScript types.

export type JsonSchema = Readonly<Record<string, unknown>>

/** One schema per field of `T`, the optional ones included. */
export type Properties<T> = Readonly<Record<keyof T, JsonSchema>>

export const closed = { additionalProperties: false }

export function object<T>(
  required: readonly (keyof T)[],
  properties: Properties<T>,
  more: JsonSchema = {},
): JsonSchema {
  return { type: 'object', ...(required.length === 0 ? {} : { required }), properties, ...more }
}
