import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Block, noteOf, readDocument, readDocuments, root } from './documents.js'
import { type Handler, handlerOf } from './handlers.js'
import { jsonFault, typeOf } from './json.js'
import { typeFaults } from './types.js'
import { isStep, walk } from './walk.js'
import { hasOwnWalk, isTranslation, leftOut } from './walked.js'

const documents = readDocuments()
const blocks = documents.flatMap((document) => document.blocks)
const handledBy = (handler: Handler) => blocks.filter((block) => handlerOf(block) === handler)
const block = (text: string): Block => {
  const [found] = readDocument('example.md', text).blocks
  if (found === undefined) throw new Error('no block')
  return found
}

describe('every code block of every document', () => {
  it('is checked by a test', () => {
    expect(blocks.length).toBeGreaterThan(20)
    for (const one of blocks) expect(() => handlerOf(one)).not.toThrow()
  })

  it('is right for the compiler, where it is code', () => {
    const typed = blocks.filter((one) => handlerOf(one) === 'types' || typeOf(one) !== undefined)
    expect(typeFaults(typed)).toEqual([])
  }, 120_000)

  it('is right for the relay, where it is a configuration', () => {
    expect(handledBy('json').flatMap((one) => jsonFault(one) ?? [])).toEqual([])
  })

  it.each(handledBy('part').map((one) => [one.at, one] as const))(
    '%s: is found in the file it is a part of',
    (_at, one) => {
      const file = readFileSync(join(root, noteOf(one, 'part of') ?? ''), 'utf8')
      expect(`\n${file}`).toContain(`\n${one.code}`)
    },
  )

  it.each(
    documents
      .filter(({ blocks }) =>
        blocks.some(
          (one) => one.language === 'sh' && !hasOwnWalk(one) && !isTranslation(one) && isStep(one),
        ),
      )
      .map((document) => [document.path, document] as const),
  )('%s: the commands do what is said, one after another', async (_path, document) => {
    await walk(document)
  })
})

describe('a document with a test of its own', () => {
  it('has no command that the test leaves out', () => {
    const steps = blocks.filter((one) => one.language === 'sh' && hasOwnWalk(one) && isStep(one))
    expect(steps.length).toBeGreaterThan(0)
    expect(leftOut(steps)).toEqual([])
  })
})

describe('what checks them', () => {
  it.each([
    ['a language that nothing checks', '```pascal\n```'],
    ['a note that means nothing', '<!-- gift: x -->\n```ts\n```'],
    ['a note of another kind of block', '<!-- until: ready -->\n```ts\n```'],
    ['text that no command printed', '```text\n```'],
  ])('refuses %s', (_title, text) => {
    expect(() => handlerOf(block(text))).toThrow('example.md:')
  })

  it('finds wrong code of every kind, at its line', () => {
    const wrong = [
      'verify(1)',
      "import { memoryConsume } from '@faceid-h5/merchant'\nmemoryConsume({ no: 1 })",
    ].map((code) => `\`\`\`ts\n${code}\n\`\`\``)
    wrong.push("```js\nimport { verify } from '@faceid-h5/merchant'\n```")
    wrong.push('<!-- as: Problem -->\n```json\n{ "code": "no_such_code" }\n```')
    const { blocks: examples } = readDocument('example.md', wrong.join('\n'))
    const lines = typeFaults(examples).map(
      (fault) => /^example\.md:(\d+): error TS/.exec(fault)?.[1],
    )
    expect(new Set(lines)).toEqual(new Set(['2', '6', '9', '13']))
  })

  it('finds a configuration that the relay would refuse', () => {
    expect(jsonFault(block('```json\n{ "publicUrl": 1 }\n```'))).toMatch('example.md:1: ')
  })

  it.each([
    ['a command that fails', '```sh\nfalse\n```'],
    ['a command that is not there', '```sh\nnpx @faceid-h5/nothing\n```'],
    ['another output', '```sh\necho one\n```\n<!-- output -->\n```text\ntwo\n```'],
  ])('finds %s', async (_title, text) => {
    await expect(walk(readDocument('example.md', text))).rejects.toThrow('example.md:')
  })

  it('saves files, keeps servers running, and compares what is printed', async () => {
    const text = `
<!-- file: hello.js -->
\`\`\`js
import { createServer } from 'node:http'
createServer((request, reply) => reply.end('hello ' + request.url)).listen(3000, () => console.log('listening'))
\`\`\`
<!-- until: listening -->
\`\`\`sh
PORT=3000 node hello.js # goes on
\`\`\`
\`\`\`sh
export NAME=world
\`\`\`
\`\`\`sh
curl -s http://127.0.0.1:3000/$NAME && echo
\`\`\`
<!-- output -->
\`\`\`text
hello …world
\`\`\``
    const served = text.replace('listen(3000', 'listen(process.env.PORT')
    await walk(readDocument('example.md', served))
  })
})
