// One of a few words, as an `enum` of JSON Schema. The words are the keys of a typed table, so that none is forgotten.
import type { TUnsafe } from 'typebox'
import { Type } from './schema-type.js'

export function choice<T extends string>(
  table: Readonly<Record<T, unknown>>,
  options: { title?: string; description?: string; default?: T } = {},
): TUnsafe<T> {
  const words = Object.keys(table)
  return Type.Unsafe<T>({
    type: 'string',
    enum: words,
    description: `one of ${words.map((word) => `"${word}"`).join(', ')}`,
    ...options,
  })
}
