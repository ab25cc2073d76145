// Builds every package after its dependencies. As a command it installs them first: `node .ci/build.js`.
import { pathToFileURL } from 'node:url'
import { pnpm } from './command.js'
import { install } from './install.js'

/** @throws Error if a package does not build. */
export async function build() {
  console.log('Building …')
  const { code, output } = await pnpm(['-r', '--workspace-concurrency=2', 'run', 'build'])
  if (code === 0) return
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
