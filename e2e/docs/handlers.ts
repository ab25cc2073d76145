// Which test answers for a code block. A block that none answers for is a fault of the document.
import { type Block, noteOf } from './documents.js'

export type Handler =
  | 'types'
  | 'json'
  | 'shell'
  | 'page'
  | 'part'
  | 'output'
  | 'diagram'
  | 'alerts'
  | 'words'

const byLanguage: Readonly<Record<string, Handler>> = {
  ts: 'types',
  tsx: 'types',
  js: 'types',
  jsx: 'types',
  vue: 'types',
  json: 'json',
  sh: 'shell',
  html: 'page',
  css: 'page',
  mermaid: 'diagram',
  // Rules of Prometheus: `packages/relay/test/alerts.test.ts`.
  yaml: 'alerts',
  text: 'output',
  // No compiler for it is here: its elements of ours are looked at, or that each line is a header.
  svelte: 'words',
  http: 'words',
}

/** What a note may say, and of which blocks. */
export const notes: Readonly<Record<string, readonly Handler[]>> = {
  /** TypeScript that stands before the block: what the reader already has. */
  given: ['types'],
  /** The kind of a JSON that is no configuration of the relay: see `json.ts`. */
  as: ['json'],
  /** The file whose lines these are, from the root of the repository. */
  'part of': ['part'],
  /** The name under which the reader is to save it: later commands of the document find it. */
  file: ['types', 'json', 'page', 'part', 'alerts', 'words'],
  /** What the last command says when it is ready, where it goes on until it is stopped. */
  until: ['shell'],
  /** The options of `init` that are the answers to what it asks. */
  answers: ['shell'],
  /** That this is what the commands before it print; `…` is any text. */
  output: ['output'],
}

/** @throws Error that says which block nobody checks. */
export function handlerOf(block: Block): Handler {
  const handler = noteOf(block, 'part of') === undefined ? byLanguage[block.language] : 'part'
  if (handler === undefined) {
    throw new Error(`${block.at}: nothing checks a block of “${block.language}”; see e2e/docs`)
  }
  for (const { name } of block.notes) {
    if (!notes[name]?.includes(handler)) {
      throw new Error(`${block.at}: a note “${name}” means nothing before this block`)
    }
  }
  if (handler === 'output' && noteOf(block, 'output') === undefined) {
    throw new Error(`${block.at}: say <!-- output --> where commands print this, or use no block`)
  }
  return handler
}
