import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readConfiguration } from '../../packages/relay/src/config/load.js'
import { type Block, readDocument, readDocuments, root } from './documents.js'
import { pairsOf, shapeOf } from './pairs.js'
import { typeFaults, typeOf } from './types.js'

const documents = readDocuments()
const blocks = documents.flatMap((document) => document.blocks)
const publicUrl = 'https://m.shop.example/faceid'
/** What a JSON block may be: a configuration of the relay, or a part of one. */
const configurations: Record<string, (value: unknown) => unknown> = {
  configuration: (value) => readConfiguration(value),
  scene: (scene) => readConfiguration({ publicUrl, scenes: { example: scene } }),
  scenes: (scenes) => readConfiguration({ publicUrl, scenes }),
}

describe('the code blocks of the documents', () => {
  it('compile', () => {
    const typed = blocks.filter(
      (block) => /^(tsx?|jsx?|vue)$/.test(block.language) || typeOf(block) !== undefined,
    )
    expect(typed.length).toBeGreaterThan(20)
    expect(typeFaults(typed)).toEqual([])
  })

  it.each(blocks.filter(isConfiguration).map((block) => [block.at, block] as const))(
    '%s: is a configuration that the relay accepts',
    (_at, { code, notes }) => {
      configurations[notes.get('as') ?? 'configuration']?.(JSON.parse(code))
    },
  )

  it.each(
    blocks.flatMap((block) => {
      const file = block.notes.get('part of')
      return file === undefined ? [] : [[block.at, block.code, file] as const]
    }),
  )('%s: is a part of its file', (_at, code, file) => {
    expect(`\n${readFileSync(join(root, file), 'utf8')}`).toContain(`\n${code}`)
  })

  it('that do not compile are reported at their line', () => {
    const wrong = [
      '```ts\nverify(1)\n```',
      "```ts\nimport { memoryConsume } from '@faceid-h5/merchant'\nmemoryConsume({ no: 1 })\n```",
      "```js\nimport { verify } from '@faceid-h5/merchant'\n```",
      '<!-- as: Problem -->\n```json\n{ "code": "no_such_code" }\n```',
    ]
    const faults = typeFaults(readDocument('example.md', wrong.join('\n\n')).blocks)
    const lines = faults.map((fault) => /^example\.md:(\d+): error TS/.exec(fault)?.[1])
    expect(new Set(lines)).toEqual(new Set(['2', '7', '11', '16']))
  })
})

describe('a document in Chinese', () => {
  it.each(
    pairsOf(documents).map(([chinese, english]) => [chinese.path, chinese, english] as const),
  )('%s has the sections and the code of the English one', (_path, chinese, english) => {
    expect(shapeOf(chinese)).toEqual(shapeOf(english))
  })
})

/** JSON without a type of its own is a configuration. */
function isConfiguration(block: Block): boolean {
  return block.language === 'json' && typeOf(block) === undefined && !block.notes.has('part of')
}
