// Builds every package after its dependencies. As a command it installs them first: `node .ci/build.js`.
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { pnpm, root } from './command.js'
import { install } from './install.js'

const stamp = join(root, 'node_modules', '.built')

/** Builds if a source is newer than the last build. @throws Error if a package does not build. */
export async function buildIfChanged() {
  const folders = ['packages', 'apps'].flatMap((kind) =>
    readdirSync(join(root, kind)).map((name) => join(root, kind, name)),
  )
  const built = folders.every((folder) => existsSync(join(folder, 'dist')) || !builds(folder))
  const since = statSync(stamp, { throwIfNoEntry: false })?.mtimeMs ?? 0
  if (!built || Math.max(...folders.map(newestIn)) > since) await build()
}

function builds(folder) {
  return existsSync(join(folder, 'tsconfig.build.json'))
}

/** @returns the time of the newest file that a build reads. */
function newestIn(folder) {
  const times = readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !/^(node_modules|dist|test|results)$/.test(name))
    .map((entry) => {
      const path = join(folder, entry.name)
      return entry.isDirectory() ? newestIn(path) : statSync(path).mtimeMs
    })
  return Math.max(0, ...times)
}

/** @throws Error if a package does not build. */
export async function build() {
  console.log('Building …')
  const { code, output } = await pnpm(['-r', '--workspace-concurrency=2', 'run', 'build'])
  if (code === 0) return writeFileSync(stamp, '')
  process.stderr.write(output)
  throw new Error('Building failed: see above.')
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    await install()
    await build()
  } catch (error) {
    console.error(error.message)
    process.exitCode = 1
  }
}
