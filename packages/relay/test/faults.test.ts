import { describe, expect, it } from 'vitest'
import { intentionSchema } from '../src/config/schema.js'
import { createCheck } from '../src/config/validate.js'

const schema = {
  type: 'object',
  required: ['name'],
  properties: {
    name: { type: 'string', pattern: '^x', description: 'a name that begins with x' },
    kind: { enum: ['a', 'b'], description: '"a" or "b"' },
    words: intentionSchema,
  },
  additionalProperties: false,
  description: 'a JSON object',
}
const check = createCheck(schema, { whole: 'the body', safe: /^([A-Za-z]{1,40}|\d{1,3})$/ })
const texts = (value: unknown) => check(value).map((fault) => fault.text)

describe('faults', () => {
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
    const [text, ...more] = texts({ name: 'x', words })
    expect(text).toMatch(/^words\.questions\.0\.ask must be a text of 1–250 characters/)
    expect(more).toEqual([])
    expect(texts({ name: 'x', words: { mode: 'nod' } })).toEqual([
      'words.statements is missing: a list of 1–10 statements',
    ])
  })

  it('are of the whole if no branch was meant', () => {
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

  it('are one alone if there would be too many', () => {
    const many = Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`x${index}`, 1]))
    const limited = createCheck(schema, { whole: 'the body', safe: /./, maxMembers: 1_000 })
    for (const value of [many, { name: 'x', words: many }, { words: { mode: Object.keys(many) } }])
      expect(limited(value).map(({ text }) => text)).toEqual([
        'the body has more than 1000 members',
      ])
  })
})
