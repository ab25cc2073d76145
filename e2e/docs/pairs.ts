// Compares a document in Chinese with the English one: the same sections, tables, points and code.
import type { Document } from './documents.js'

/** @returns each Chinese document beside the English one: `a.zh-CN.md` and `a.md`, or `docs/a.md` and `docs/en/a.md`. */
export function pairsOf(documents: readonly Document[]): [chinese: Document, english: Document][] {
  return documents.flatMap((chinese) => {
    const { path } = chinese
    const names = path.endsWith('.zh-CN.md')
      ? [path.replace('.zh-CN.md', '.md')]
      : [path.replace(/^docs\//, 'docs/en/')]
    const english = documents.find((other) => other !== chinese && names.includes(other.path))
    return english === undefined ? [] : [[chinese, english]]
  })
}

/** What both languages have in common. Comments, words in code and link targets may differ. */
export function shapeOf({ text, blocks }: Document): object {
  const prose = text.replace(/^( *)```[\s\S]*?^\1```$/gm, '')
  return {
    headings: [...prose.matchAll(/^(#+) /gm)].map(([, level]) => level),
    rows: prose.match(/^ *\|/gm)?.length,
    points: prose.match(/^ *(?:[-*]|\d+\.) /gm)?.length,
    code: blocks.map(({ language, code }) => [language, withoutComments(language, code)]),
  }
}

export function withoutComments(language: string, code: string): string {
  if (language === 'mermaid') return ''
  const comments =
    language === 'html' ? /<!--[\s\S]*?-->/g : /(?:^|\s+)(?:\/\/|#) .*$|\/\*\*[\s\S]*?\*\//gm
  return code.replace(comments, '').replace(/[ \t]+$/gm, '')
}
