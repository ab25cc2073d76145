// Builds every package, each after the ones it needs. Its output is shown only where it fails.
import { pathToFileURL } from 'node:url'
import { pnpm } from './command.js'

export async function build() {
  console.log('Building …')
  const { code, output } = await pnpm(['-r', '--workspace-concurrency=2', 'run', 'build'])
  if (code !== 0) {
    process.stderr.write(output)
    throw new Error('Building failed: see above.')
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await build().catch((error) => {
    console.error(error.message)
    process.exitCode = 1
  })
}
