import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { problemKinds } from '../../packages/relay/src/problem.js'
import { codeTables } from './code-tables.js'
import { root } from './documents.js'

const file = join(root, 'docs/codes.md')
const written = readFileSync(file, 'utf8')
const marked = /<!-- table: ([\w-]+) -->\n[\s\S]*?<!-- end -->/g
const wanted = written.replace(
  marked,
  (_, name: string) => `<!-- table: ${name} -->\n\n${codeTables[name]?.()}\n\n<!-- end -->`,
)

// After a change: UPDATE_DOCS=1 writes the tables anew, and the formatter lays them out.
if (process.env.UPDATE_DOCS) writeFileSync(file, wanted)

test('the tables of docs/codes.md are those that the packages run by', () => {
  const names = [...written.matchAll(marked)].map(([, name]) => name)
  expect(names.sort()).toEqual(Object.keys(codeTables).sort())
  expect(unlaid(written)).toEqual(unlaid(wanted))
})

test('every code has a row with a cause and something to do', () => {
  for (const make of Object.values(codeTables)) {
    const [, , ...rows] = make().split('\n')
    expect(rows.length).toBeGreaterThan(5)
    for (const row of rows)
      expect(row.split(' | ').filter((cell) => cell.length > 10).length).toBeGreaterThan(1)
  }
})

test('the problems of docs/codes.md are those of the relay, with their status', () => {
  const [, section = ''] = written.split('\n## Problems of the relay')
  const rows = (section.split('\n## ')[0] ?? '').matchAll(/^\| `(\w+)` +\| (\d+) +\| (yes)? +\|/gm)
  expect([...rows].map(([, ...cells]) => cells)).toEqual(
    Object.entries(problemKinds).map(([name, { status, retryable }]) => [
      name,
      String(status),
      retryable ? 'yes' : undefined,
    ]),
  )
})

/** The lines without the formatter's columns. */
function unlaid(text: string): string[] {
  return text.split('\n').map((line) => line.replace(/ +/g, ' ').replace(/-{3,}/g, '---'))
}
