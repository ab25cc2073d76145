import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { testCards } from './support/test-cards.js'

const path = (name: string) => new URL(name, import.meta.url).pathname
const file = path('../TEST-NAMES.md')
const written = readFileSync(file, 'utf8')
const marked = /<!-- table: ([\w-]+) -->\n[\s\S]*?<!-- end -->/g
const names = [...written.matchAll(marked)].map(([, name]) => name)
const wanted = written.replace(
  marked,
  (_, name: string) => `<!-- table: ${name} -->\n\n${testCards[name]?.()}\n\n<!-- end -->`,
)

// After a change: UPDATE_DOCS=1 writes the tables, and the formatter lays them out.
if (process.env.UPDATE_DOCS) writeFileSync(file, wanted)

test('The tables of TEST-NAMES.md are those of the code', () => {
  expect(names.sort()).toEqual(Object.keys(testCards).sort())
  expect(unlaid(written)).toEqual(unlaid(wanted))
})

test('The tables of TEST-NAMES.zh-CN.md have the same first column', () => {
  expect(firstCells(readFileSync(path('../TEST-NAMES.zh-CN.md'), 'utf8'))).toEqual(
    firstCells(written),
  )
})

function firstCells(text: string): string[] {
  return text.match(/^\| `.+?`/gm) ?? []
}

/** The lines without the formatter's columns. */
function unlaid(text: string): string[] {
  return text.split('\n').map((line) => line.replace(/ +/g, ' ').replace(/-{3,}/g, '---'))
}
