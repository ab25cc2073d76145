import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readDocuments, root } from './documents.js'

const document = readDocuments().find(({ path }) => path === 'docs/troubleshooting.md')
const text = document?.prose ?? ''

/** Of browsers, frameworks, WeChat and Tencent: no source of ours holds them. */
const foreign = ['In the browser’s console', 'On the phone, from WeChat and Tencent']
const sections = text
  .split(/^## /m)
  .slice(1)
  .filter((section) => !foreign.includes(section.split('\n')[0] ?? ''))
const messages = sections.flatMap((section) =>
  [...section.matchAll(/^### (`{1,2}) ?(.+?) ?\1$/gm)].map(([, , message = '']) => message),
)
/** What users read stands in two languages: the second one begins the text below the heading. */
const translations = sections.flatMap((section) =>
  [...section.matchAll(/^### .*\n\n(?:In English )?`([^`]+)`\./gm)].map(
    ([, message = '']) => message,
  ),
)

test('every entry has its message for a heading', () => {
  const headings = sections.flatMap((section) => section.match(/^### .*$/gm) ?? [])
  expect(messages.length).toBe(headings.length)
  expect(messages.length).toBeGreaterThan(50)
})

test.each([...messages, ...translations])('somewhere in the source it says: %s', (message) => {
  const missing = message.split('…').filter((part) => !source.includes(part.trim()))
  expect(missing).toEqual([])
})

/** All of ours, with texts that stand on several lines put together. */
const source = ['relay', 'widget', 'merchant', 'sandbox']
  .flatMap((name) => filesIn(join(root, 'packages', name, 'src')))
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n')
  .replace(/['`] \+\n\s*['`]/g, '')
  .replaceAll('\\`', '`')

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesIn(path) : [path]
  })
}
