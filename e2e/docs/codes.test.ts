import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { resultErrors } from '../../packages/merchant/src/result-error.js'
import { texts } from '../../packages/relay/src/cli/messages.js'
import { problemKinds } from '../../packages/relay/src/problem.js'
import { advice } from '../../packages/relay/src/verification/reason-messages.js'
import { errorHelp } from '../../packages/widget/src/client/error-help.js'
import { root } from './documents.js'

const tables: Readonly<Record<string, object>> = {
  reasons: advice.en,
  problems: problemKinds,
  widget: errorHelp,
  results: resultErrors,
  provider: Object.fromEntries(
    Object.entries(texts.en).flatMap(([key, text]) =>
      /^tencent\.[A-Z]/.test(key) ? [[key.slice('tencent.'.length), text]] : [],
    ),
  ),
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
    for (const [index, text] of Object.values(advice[language]).entries())
      expect(rowsOf('reasons')[index]).toContain(text)
  })

  it('has the HTTP status of each problem', () => {
    for (const [index, { status }] of Object.values(problemKinds).entries())
      expect(rowsOf('problems')[index]).toContain(`| ${status} `)
  })
})
