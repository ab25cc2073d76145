import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readmeTables } from './support/readme-tables.js'

const file = new URL('../README.md', import.meta.url).pathname
const marked = /<!-- table: ([\w-]+) -->\n[\s\S]*?<!-- end -->/g

// `vitest -u` writes the tables anew.
test('The tables of the README are those of the code', async () => {
  const written = readFileSync(file, 'utf8')
  const found: string[] = []
  const wanted = written.replace(marked, (_, name: string) => {
    found.push(name)
    return `<!-- table: ${name} -->\n${readmeTables[name]?.()}\n<!-- end -->`
  })
  expect(found.sort()).toEqual(Object.keys(readmeTables).sort())
  await expect(wanted).toMatchFileSnapshot(file)
})

test('Without its tables the README is short', () => {
  const prose = readFileSync(file, 'utf8').replace(marked, '')
  expect(prose.split('\n').length).toBeLessThanOrEqual(120)
})
