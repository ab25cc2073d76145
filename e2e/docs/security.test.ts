import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readDocuments, root } from './documents.js'

const document = readDocuments().find(({ path }) => path === 'docs/security.md')
const rows = (document?.prose ?? '')
  .split('\n')
  .filter((line) => /\.test\.ts|\.spec\.ts/.test(line))
const proofs = rows.map((row) => /\]\(\.\.\/(\S+?)\): “(.+?)” *\|$/.exec(row) ?? [row])

describe('every threat in docs/security.md', () => {
  it('is shown by a test', () => {
    expect(proofs.length).toBeGreaterThan(30)
    const [, threats = ''] = (document?.prose ?? '').split('## Threats')
    const [table = ''] = threats.split('## Accepted')
    const attempts = table.split('\n').filter((line) => /^\| (?!attempt|-)/.test(line))
    expect(attempts).toEqual(rows)
  })

  it.each(proofs.map(([row, file, title]) => [title ?? row ?? '', file] as const))(
    '“%s” is the title of a test in %s',
    (title, file = '') => {
      expect(existsSync(join(root, file)), file).toBe(true)
      const titles = [
        ...readFileSync(join(root, file), 'utf8').matchAll(
          /(?:\b(?:it|test|describe)(?:\.\w+)*|\]\)|\))\(\s*(['`])(.*?)\1/g,
        ),
      ]
      expect(titles.some(([, , found = '']) => found === title)).toBe(true)
    },
  )
})
