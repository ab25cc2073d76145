import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readmeTables } from './support/readme-tables.js'

const file = new URL('../README.md', import.meta.url).pathname
const written = readFileSync(file, 'utf8')
const marked = /<!-- table: ([\w-]+) -->\n[\s\S]*?<!-- end -->/g
const names = [...written.matchAll(marked)].map(([, name]) => name)
const wanted = written.replace(
  marked,
  (_, name: string) => `<!-- table: ${name} -->\n\n${readmeTables[name]?.()}\n\n<!-- end -->`,
)

// After a change: UPDATE_README=1 writes the tables anew, and the formatter lays them out.
if (process.env.UPDATE_README) writeFileSync(file, wanted)

test('The tables of the README are those of the code', () => {
  expect(names.sort()).toEqual(Object.keys(readmeTables).sort())
  expect(unlaid(written)).toEqual(unlaid(wanted))
})

test('Without its tables the README is short', () => {
  expect(written.replace(marked, '').split('\n').length).toBeLessThanOrEqual(120)
})

/** The lines without the formatter's columns. */
function unlaid(text: string): string[] {
  return text.split('\n').map((line) => line.replace(/ +/g, ' ').replace(/-{3,}/g, '---'))
}
