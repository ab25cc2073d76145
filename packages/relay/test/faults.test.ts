import { Type } from 'typebox'
import { describe, expect, it } from 'vitest'
import { createCheck } from '../src/config/faults.js'
import { IntentionSchema } from '../src/config/intention-schema.js'

const closed = { additionalProperties: false }
const schema = Type.Object(
  {
    name: Type.String({ pattern: '^x', description: 'a name that begins with x' }),
    kind: Type.Optional(
      Type.Union([Type.Literal('a'), Type.Literal('b')], { description: '"a" or "b"' }),
    ),
    words: Type.Optional(IntentionSchema),
  },
  { ...closed, description: 'a JSON object' },
)
const check = createCheck(schema)
const texts = (value: unknown) => check(value).map((fault) => fault.text)

describe('faults', () => {
  it('are none for a right value', () => {
    expect(texts({ name: 'xy', kind: 'b', words: { mode: 'nod', statements: ['一'] } })).toEqual([])
  })

  it('name every path and what would be right', () => {
    expect(texts({ name: 'y', kind: 'c', more: 1 })).toEqual([
      'more is not a known field',
      'name must be a name that begins with x',
      'kind must be "a" or "b"',
    ])
    expect(texts({})).toEqual(['name is missing: a name that begins with x'])
    expect(texts(null)).toEqual(['the body must be a JSON object'])
  })

  it('are those of the branch that was meant', () => {
    const words = { mode: 'questions', questions: [{ ask: '', answers: ['是'] }] }
    expect(texts({ name: 'x', words })).toEqual([
      'words.questions.0.ask must be a text of 1–250 characters without control characters or line breaks',
    ])
    expect(texts({ name: 'x', words: { mode: 'nod' } })).toEqual([
      'words.statements is missing: a list of 1–10 statements',
    ])
  })

  it('are the union’s own where no branch was meant', () => {
    for (const words of [{ mode: 'sign' }, {}, 'sign', null]) {
      const [text, ...more] = texts({ name: 'x', words })
      expect(text).toMatch(/^words must be \{"mode": "reading"/)
      expect(more).toEqual([])
    }
  })

  it('never show a value, nor a field name that could be one', () => {
    const all = texts({ name: '11010519491231002X', '11010519491231002X': 1, 名字: 2 }).join()
    expect(all).not.toContain('1101')
    expect(all).not.toContain('名字')
  })
})
