// Installs the workspace's dependencies. Does nothing if the lockfile and Node have not changed.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pnpm, root } from './command.js'

/** @throws Error if installing fails. */
export async function install() {
  const hash = createHash('sha256').update(process.version)
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json'])
    hash.update(readFileSync(join(root, file)))
  const wanted = hash.digest('hex')
  const stamp = join(root, 'node_modules', '.installed')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  console.log('Installing dependencies (the first time takes about a minute) …')
  const { code, output } = await pnpm(['install', '--frozen-lockfile'])
  if (code !== 0) {
    process.stderr.write(output)
    throw new Error('Installing failed: see above. Node >= 20.19 and the npm registry are needed.')
  }
  writeFileSync(stamp, wanted)
}
