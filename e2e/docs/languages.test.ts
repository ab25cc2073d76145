import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { foldersIn, markdownFiles, root } from './documents.js'

// `docs/x.md` is Chinese beside `docs/en/x.md`; elsewhere `X.zh-CN.md` is beside `X.md`.
const rooms = ['.', ...foldersIn('packages'), ...foldersIn('apps'), 'packages/relay/deploy']
const pairs = [
  ...markdownFiles('docs').map((zh) => [zh, zh.replace('docs/', 'docs/en/')]),
  ...markdownFiles(...rooms)
    .filter((file) => file.endsWith('.zh-CN.md'))
    .map((zh) => [zh, zh.replace('.zh-CN.md', '.md')]),
] as [string, string][]

describe.each(pairs)('%s and %s', (chinese, english) => {
  const shapes = [chinese, english].map((file) => {
    expect(existsSync(join(root, file)), file).toBe(true)
    return shapeOf(readFileSync(join(root, file), 'utf8'))
  })
  it.each(['headings', 'code', 'tables'] as const)('have the same %s', (part) => {
    expect(shapes[0]?.[part]).toEqual(shapes[1]?.[part])
  })
})

/** Levels of headings, contents of code blocks, and rows × columns of tables, in their order. */
function shapeOf(text: string) {
  const code: string[] = []
  const prose = text.replace(/^```[^\n]*\n[\s\S]*?^```$/gm, (block) => {
    // Drawings and printed output are in the language of the page.
    if (!/^```(mermaid|text)/.test(block)) code.push(block)
    return ''
  })
  const headings = [...prose.matchAll(/^(#+) /gm)].map(([, level]) => level)
  const tables = [...prose.matchAll(/(?:^\|.*\n?)+/gm)].map(([table]) => {
    const rows = table.trim().split('\n')
    return `${rows.length} × ${(rows[0]?.match(/(?<!\\)\|/g)?.length ?? 0) - 1}`
  })
  return { headings, code, tables }
}
