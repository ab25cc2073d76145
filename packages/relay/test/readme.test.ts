import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { environmentNames, texts } from '../src/cli/messages.js'

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const readme = readFileSync(path('../README.md'), 'utf8')

describe('the README of the relay', () => {
  it('lists every environment variable (UPDATE_README=1 writes the table; then format)', () => {
    const place = /<!-- environment -->[\s\S]*<!-- \/environment -->/
    const rows = environmentNames.map((name) => [`\`${name}\``, texts.en[`env.${name}`]])
    if (process.env.UPDATE_README) {
      const lines = [['environment', ''], ['---', '---'], ...rows].map(
        (cells) => `| ${cells.join(' | ')} |`,
      )
      const table = `<!-- environment -->\n\n${lines.join('\n')}\n\n<!-- /environment -->`
      return writeFileSync(
        path('../README.md'),
        readme.replace(place, () => table),
      )
    }
    const [, , ...found] = (place.exec(readme)?.[0] ?? '')
      .split('\n')
      .filter((line) => line.startsWith('|'))
    expect(
      found.map((line) =>
        line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim()),
      ),
    ).toEqual(rows)
  })
})
