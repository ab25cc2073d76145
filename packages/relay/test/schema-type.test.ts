import { Type as TypeBox } from 'typebox'
import { expect, it } from 'vitest'
import { Type as Ours } from '../src/config/schema-type.js'

type Builder = typeof Ours

const samples: [string, (type: Builder) => unknown][] = [
  ['Any', (type) => type.Any({ description: 'x' })],
  ['Array', (type) => type.Array(type.Integer({ minimum: 1 }), { maxItems: 2 })],
  ['Boolean', (type) => type.Boolean()],
  ['Literal', (type) => type.Literal('reading')],
  ['Null', (type) => type.Null({ description: 'nothing' })],
  ['Number', (type) => type.Number({ default: 1 })],
  [
    'Object with required and optional members',
    (type) =>
      type.Object(
        { a: type.Optional(type.String({ pattern: '^a$' })), b: type.String() },
        { additionalProperties: false },
      ),
  ],
  ['Object without required members', (type) => type.Object({ a: type.Optional(type.Null()) })],
  ['Object without members', (type) => type.Object({}, { additionalProperties: true })],
  ['Record', (type) => type.Record(type.String(), type.Boolean())],
  ['Record of a pattern', (type) => type.Record(type.String({ pattern: '^b$' }), type.Null())],
  ['Union', (type) => type.Union([type.Literal('x'), type.Literal('y')], { description: 'z' })],
  ['Unsafe', (type) => type.Unsafe<string>({ type: 'string', enum: ['x'] })],
]

it.each(samples)('%s is what TypeBox makes of it, member for member', (_, build) => {
  expect(JSON.stringify(build(Ours))).toBe(JSON.stringify(build(TypeBox)))
})

it('What is optional in one place stays required in another', () => {
  const text = Ours.String()
  expect(Ours.Object({ a: Ours.Optional(text), b: text })).toMatchObject({ required: ['b'] })
})
