// Reads every Markdown document of the repository and its code blocks.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import remarkParse from 'remark-parse'
import { unified } from 'unified'

export const root = fileURLToPath(new URL('../..', import.meta.url))

export interface Document {
  /** From the root, with slashes: `docs/faq.md`. */
  path: string
  text: string
  blocks: Block[]
}

/** A fenced code block. */
export interface Block {
  /** `docs/faq.md:12`, where the fence begins. */
  at: string
  language: string
  code: string
  /** Of the comment before the block, `<!-- given: … -->`, and of the words after the language, `file=relay.json`. */
  notes: ReadonlyMap<string, string>
}

export function readDocuments(): Document[] {
  const listed = ['ls-files', '--cached', '--others', '--exclude-standard', '*.md']
  const files = execFileSync('git', listed, { cwd: root, encoding: 'utf8' })
  return files
    .trim()
    .split('\n')
    .filter((path) => !path.startsWith('.changeset/'))
    .flatMap((path) => readDocument(path, readFileSync(join(root, path), 'utf8')))
}

/** @param path for messages about it. */
export function readDocument(path: string, text: string): Document {
  const blocks: Block[] = []
  const visit = ({ children = [] }: Node) => {
    let notes: [string, string][] = []
    for (const node of children) {
      if (node.type === 'html') notes.push(...notesIn(node.value ?? ''))
      else {
        if (node.type === 'code') {
          const words = [...(node.meta ?? '').matchAll(/([a-z-]+)(?:=(?:"([^"]*)"|(\S+)))?/g)]
          const own = words.map(
            ([, name = '', quoted, bare]) => [name, quoted ?? bare ?? ''] as const,
          )
          blocks.push({
            at: `${path}:${node.position?.start.line}`,
            language: node.lang ?? '',
            code: `${node.value}\n`,
            notes: new Map([...notes, ...own]),
          })
        }
        notes = []
        visit(node)
      }
    }
  }
  visit(unified().use(remarkParse).parse(text))
  return { path, text, blocks }
}

interface Node {
  type: string
  children?: Node[]
  value?: string
  lang?: string | null | undefined
  meta?: string | null | undefined
  position?: { start: { line: number } } | undefined
}

function notesIn(html: string): [string, string][] {
  return [...html.matchAll(/<!-- *([a-z ]+?)(?::([\s\S]*?))? *-->/g)].map(
    ([, name = '', text = '']) => [name, text.trim()],
  )
}
