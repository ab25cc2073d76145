import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { codeTables } from './code-tables.js'
import { readDocuments, root } from './documents.js'

const marked = /<!-- table: ([\w-]+) -->\n[\s\S]*?<!-- end -->/g
const documents = readDocuments()
  .filter(({ text }) => text.match(marked) !== null)
  .map(({ path, text }) => {
    const wanted = text.replace(
      marked,
      (_, name: string) => `<!-- table: ${name} -->\n\n${codeTables[name]?.()}\n\n<!-- end -->`,
    )
    return { path, text, wanted }
  })

// `UPDATE_DOCS=1` writes the tables, and the formatter of the editor aligns them.
if (process.env.UPDATE_DOCS)
  for (const { path, wanted } of documents) writeFileSync(join(root, path), wanted)

test('every generated table is in a document, as the packages have it', () => {
  const names = documents.flatMap(({ text }) => [...text.matchAll(marked)].map(([, name]) => name))
  expect(names).toEqual(expect.arrayContaining(Object.keys(codeTables)))
  for (const { path, text, wanted } of documents)
    expect(unaligned(text), path).toEqual(unaligned(wanted))
})

/** The lines without the formatter's columns. */
function unaligned(text: string): string[] {
  return text.split('\n').map((line) => line.replace(/ +/g, ' ').replace(/-{3,}/g, '---'))
}
