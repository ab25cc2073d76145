// Reads every Markdown document of the repository: its headings, its links, and its code blocks with their notes.
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

export interface Document {
  /** From the root, with slashes: `docs/faq.md`. */
  path: string
  text: string
  /** The same without code blocks and comments, line by line. */
  prose: string
  blocks: Block[]
  headings: string[]
  links: Link[]
}

/** A fenced code block. */
export interface Block {
  /** `docs/faq.md:12`, where the fence begins. */
  at: string
  language: string
  code: string
  notes: Note[]
}

/** An HTML comment right before a block, `<!-- file: relay.json -->`, or a word behind its language, `file=relay.json`. */
export interface Note {
  name: string
  text: string
}

export interface Link {
  at: string
  target: string
}

export function readDocuments(): Document[] {
  return markdownFiles(root).map((file) =>
    readDocument(relative(root, file).replaceAll(sep, '/'), readFileSync(file, 'utf8')),
  )
}

/** @param path for what is said about it. */
export function readDocument(path: string, text: string): Document {
  const blank = (found: string) => found.replace(/[^\n]/g, '')
  const prose = text.replace(/^( *)```[\s\S]*?^\1```$/gm, blank).replace(/<!--[\s\S]*?-->/g, blank)
  return { path, text, prose, blocks: blocksOf(path, text), ...linesOf(path, prose) }
}

/** @returns the text of the note, or undefined where the block has none of this name. */
export function noteOf({ notes }: Block, name: string): string | undefined {
  return notes.find((note) => note.name === name)?.text
}

function markdownFiles(folder: string): string[] {
  const skipped = ['.git', 'node_modules', 'dist', 'test-results', 'playwright-report']
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !skipped.includes(name))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return markdownFiles(path)
      return entry.name.endsWith('.md') ? [path] : []
    })
    .sort()
}

const fenced =
  /((?:^<!-- *[a-z ]+(?::(?:(?!-->)[\s\S])*?)? *-->\n\s*)*)^( *)```([^\n]*)\n([\s\S]*?)^\2```$/gm

function blocksOf(path: string, text: string): Block[] {
  return [...text.matchAll(fenced)].map(
    ([, before = '', indent = '', information = '', code = ''], index) => {
      const [language = '', ...more] = information.trim().split(/ +/)
      return {
        at: `${path}:${lineOf(text, index)}`,
        language,
        code: code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
        notes: [
          ...[...before.matchAll(/<!-- *([a-z ]+?)(?::([\s\S]*?))? *-->/g)].map(
            ([, name = '', note = '']) => ({ name, text: note.trim() }),
          ),
          // `file=relay.json` behind the language says the same in a shorter way.
          ...more.map((word) => {
            const [name = '', note = ''] = word.split('=')
            return { name, text: note }
          }),
        ],
      }
    },
  )
}

/** The line at which the n-th fence begins. */
function lineOf(text: string, index: number): number {
  const opening = [...text.matchAll(fenced)][index]
  const fence = (opening?.index ?? 0) + (opening?.[1]?.length ?? 0)
  return text.slice(0, fence).split('\n').length
}

function linesOf(path: string, prose: string): Pick<Document, 'headings' | 'links'> {
  const headings: string[] = []
  const links: Link[] = []
  for (const [index, line] of prose.split('\n').entries()) {
    const heading = /^#{1,6} +(.*?) *$/.exec(line)?.[1]
    if (heading !== undefined) headings.push(heading)
    const plain = line.replace(/`[^`]*`/g, '``')
    for (const [, ...targets] of plain.matchAll(
      /\]\(<?([^)\s>]+)>?(?: "[^"]*")?\)|<(https?:[^>\s]+)>|(?:src|href)="([^"]+)"/g,
    )) {
      const target = targets.find((found) => found !== undefined)
      if (target !== undefined) links.push({ at: `${path}:${index + 1}`, target })
    }
  }
  return { headings, links }
}
