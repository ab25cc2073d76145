// Holds a document in Chinese against the English one: the same sections, tables, points, code and links.
import type { Document } from './documents.js'

/** @returns each pair, and the Chinese documents without an English one. */
export function pairsOf(
  documents: readonly Document[],
): { chinese: Document; english: Document }[] {
  return documents
    .filter(({ path }) => path.endsWith('.zh-CN.md'))
    .map((chinese) => {
      const path = chinese.path.replace('.zh-CN.md', '.md')
      const english = documents.find((document) => document.path === path)
      if (english === undefined) throw new Error(`${chinese.path}: there is no ${path}`)
      return { chinese, english }
    })
}

/** What must be the same in both. Comments and words in code may be in the reader's own language; headings are. */
export function shapeOf({ prose, blocks, headings, links }: Document): object {
  return {
    headings: [...prose.matchAll(/^(#+) /gm)].map(([, level]) => level),
    count: headings.length,
    rows: prose.match(/^ *\|/gm)?.length,
    points: prose.match(/^ *(?:[-*]|\d+\.) /gm)?.length,
    code: blocks.map(({ language, code }) => [language, withoutComments(language, code)]),
    links: links.map(({ target }) => target.replace('.zh-CN.md', '.md').replace(/#.*$/, '#')),
  }
}

function withoutComments(language: string, code: string): string {
  if (language === 'mermaid') return ''
  const comments =
    language === 'html' ? /<!--[\s\S]*?-->/g : /(?:^|\s+)(?:\/\/|#) .*$|\/\*\*[\s\S]*?\*\//gm
  return code.replace(comments, '').replace(/[ \t]+$/gm, '')
}
