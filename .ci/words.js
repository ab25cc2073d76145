// Finds words that have a plainer or an agreed one, in code, comments and documents.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './command.js'

/** What not to write → what to write. */
const words = JSON.parse(readFileSync(new URL('words.json', import.meta.url), 'utf8'))
const pattern = new RegExp(
  Object.keys(words)
    .map((word) => (/^\w/.test(word) ? `\\b(${word})\\b` : `(${word})`))
    .join('|'),
  'gi',
)
const files = [
  '*.ts',
  '*.tsx',
  '*.js',
  '*.json',
  '*.vue',
  '*.html',
  '*.md',
  ':!.ci/words.json',
  ':!*CHANGELOG*',
]
const listed = execFileSync('git', ['ls-files', ...files], { cwd: root, encoding: 'utf8' })

for (const file of listed.trim().split('\n')) {
  for (const [index, line] of readFileSync(join(root, file), 'utf8').split('\n').entries()) {
    for (const [found, ...groups] of line.matchAll(pattern)) {
      const plain = Object.values(words)[groups.findIndex((group) => group !== undefined)]
      console.error(`${file}:${index + 1}: "${found}": write ${plain}`)
      process.exitCode = 1
    }
  }
}
