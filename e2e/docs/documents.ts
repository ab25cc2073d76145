// Reads the code blocks of the English documents. `languages.test.ts` holds the Chinese ones to the same code.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

export interface Block {
  /** `docs/en/backend.md:12`, the line of the fence. */
  at: string
  language: string
  code: string
  /** Name to save it under: `file=server.js` after the language, or `<!-- file: server.js -->` before the block. */
  file?: string
  /** `<!-- given: … -->`: TypeScript declarations that the reader already has. */
  given?: string
  /** `<!-- as: ResultClaims -->`: a type of `@faceid-h5/protocol` that this JSON must have. */
  as?: string
}

export function markdownFiles(...folders: string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith('.md'))
      .map((name) => join(folder, name)),
  )
}

export function foldersIn(parent: string): string[] {
  return readdirSync(join(root, parent)).map((name) => `${parent}/${name}`)
}

export function englishDocuments(): string[] {
  return markdownFiles('.', 'docs/en', ...foldersIn('packages')).filter(
    (file) => !file.endsWith('.zh-CN.md'),
  )
}

export function blocksOf(path: string): Block[] {
  const text = readFileSync(join(root, path), 'utf8')
  const fenced = /((?:^<!--(?:(?!-->)[\s\S])*-->\n)*)^```(\w*)([^\n]*)\n([\s\S]*?)^```$/gm
  return [...text.matchAll(fenced)].map((found) => {
    const [, before = '', language = '', more = '', code = ''] = found
    const line = text.slice(0, found.index + before.length).split('\n').length
    const notes = Object.fromEntries(
      [...before.matchAll(/<!-- *(file|given|as):([\s\S]*?)-->/g)].map(([, name, note = '']) => [
        name,
        note.trim(),
      ]),
    )
    const file = /\bfile=(\S+)/.exec(more)?.[1]
    return { at: `${path}:${line}`, language, code, ...notes, ...(file && { file }) }
  })
}

/** The named files of a document: name → text. */
export function filesOf(path: string, folder = ''): Record<string, string> {
  return Object.fromEntries(
    blocksOf(path).flatMap(({ file, code }) =>
      file?.startsWith(folder) ? [[file.slice(folder.length), code]] : [],
    ),
  )
}
