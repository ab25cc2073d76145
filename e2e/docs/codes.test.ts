import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { resultErrors } from '../../packages/merchant/src/result-error.js'
import { remedies } from '../../packages/relay/src/cli/doctor/remedies.js'
import { problemKinds } from '../../packages/relay/src/problem.js'
import { advice } from '../../packages/relay/src/verification/reason-messages.js'
import { errorHelp } from '../../packages/widget/src/client/error-help.js'
import { root } from './documents.js'

const tables: Readonly<Record<string, object>> = {
  reasons: advice,
  problems: problemKinds,
  widget: errorHelp,
  results: resultErrors,
  provider: remedies,
}

describe.each([
  ['docs/codes.md', 'zh-CN'],
  ['docs/en/codes.md', 'en'],
] as const)('%s', (file, language) => {
  const text = readFileSync(join(root, file), 'utf8')
  const rowsOf = (name: string) => {
    const [, table = ''] =
      new RegExp(`<!-- table: ${name} -->([\\s\\S]*?)<!-- end -->`).exec(text) ?? []
    return table.match(/^\| `.*$/gm) ?? []
  }

  it.each(Object.keys(tables))('has a row for each code of %s', (name) => {
    const codes = rowsOf(name).map((row) => /`(.+?)`/.exec(row)?.[1])
    expect(codes).toEqual(Object.keys(tables[name] ?? {}))
  })

  it('has the text that the user sees for each reason', () => {
    for (const [index, { text: texts }] of Object.values(advice).entries())
      expect(rowsOf('reasons')[index]).toContain(texts[language])
  })

  it('has the HTTP status of each problem', () => {
    for (const [index, { status }] of Object.values(problemKinds).entries())
      expect(rowsOf('problems')[index]).toContain(`| ${status} `)
  })
})
