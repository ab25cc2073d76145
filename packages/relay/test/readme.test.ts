import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { environmentNames, texts } from '../src/cli/messages.js'

it('The README lists every environment variable with its text', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  const rows = [...readme.matchAll(/^\| `([A-Z_]+)` +\| (.+?) +\|$/gm)]
  expect(rows.map(([, name, text]) => [name, text])).toEqual(
    environmentNames.map((name) => [name, texts.en[`env.${name}`]]),
  )
})
