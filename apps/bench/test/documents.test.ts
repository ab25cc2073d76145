import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { documentsOf, writeDocuments } from '../src/report/documents.js'
import { readResults } from '../src/results.js'

const root = new URL('../../../', import.meta.url)
const documents = documentsOf(root, readResults(new URL('../results/', import.meta.url)))

// After a change of how they are written: UPDATE_BENCHMARKS=1 writes them anew, and the formatter lays them out.
if (process.env.UPDATE_BENCHMARKS) writeDocuments(root, documents)

test.each(documents)('$path is what follows from the measured figures', ({ path, text }) => {
  expect(unlaid(readFileSync(new URL(path, root), 'utf8'))).toEqual(unlaid(text))
})

/** The lines without the formatter's columns. */
function unlaid(text: string): string[] {
  return text.split('\n').map((line) => line.replace(/ +/g, ' ').replace(/-{3,}/g, '---'))
}
