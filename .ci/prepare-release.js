// Turns the changesets into the next version, one for all packages, and into its part of docs/CHANGELOG.md.
// It commits nothing.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { withRelease } from './changelog.js'
import { root, run } from './command.js'

/** @throws Error where there is nothing to release. */
export async function prepareRelease({ date }) {
  const changes = pendingChangesets().map(summary)
  if (changes.length === 0)
    throw new Error('There is no changeset in .changeset: nothing to release.')
  const changeset = createRequire(import.meta.url).resolve('@changesets/cli/bin.js')
  const { code, output } = await run(process.execPath, [changeset, 'version'])
  if (code !== 0) throw new Error(output)
  const { version } = JSON.parse(read('packages/protocol/package.json'))
  write('package.json', read('package.json').replace(/("version": ")[^"]+/, `$1${version}`))
  write('docs/CHANGELOG.md', withRelease(read('docs/CHANGELOG.md'), { version, date, changes }))
  return version
}

/** @returns their paths from the root. */
export function pendingChangesets() {
  return readdirSync(join(root, '.changeset'))
    .filter((name) => name.endsWith('.md') && name !== 'README.md')
    .map((name) => `.changeset/${name}`)
}

function summary(file) {
  return read(file).replace(/^---[\s\S]*?\n---\n/, '')
}

function read(file) {
  return readFileSync(join(root, file), 'utf8')
}

function write(file, content) {
  writeFileSync(join(root, file), content)
}
