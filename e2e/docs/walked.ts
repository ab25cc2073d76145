// Documents that have a test of their own, which walks them: here only that it leaves no command out.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Block, root } from './documents.js'

export const walks: Readonly<Record<string, string>> = {
  'docs/quick-start.md': 'e2e/browser/quick-start.spec.ts',
  'packages/relay/deploy/README.md': 'packages/relay/test/deploy-readme.test.ts',
}

export function hasOwnWalk({ at }: Block): boolean {
  return (at.split(':')[0] ?? '') in walks
}

/** Whose code is that of the English document: see `pairs.ts`. */
export function isTranslation({ at }: Block): boolean {
  return at.includes('.zh-CN.md:')
}

/** @returns the blocks of commands that the document's own test does not name. */
export function leftOut(blocks: readonly Block[]): string[] {
  return blocks.flatMap(({ at, code }) => {
    const test = walks[at.split(':')[0] ?? '']
    const texts = test === undefined ? '' : read(test) + read('e2e/support/newcomer.ts')
    const named = [...texts.matchAll(/\bblock\(['"`](.+?)(?:\$\{.*?)?['"`]\)/g)].map(
      ([, part = '']) => part,
    )
    return named.some((part) => code.includes(part)) ? [] : [at]
  })
}

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8')
}
