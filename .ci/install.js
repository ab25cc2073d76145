// Installs the workspace's dependencies, or says in one line why it can't. Nothing happens when nothing changed.
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { pnpm, root } from './command.js'

export async function install() {
  const wanted = fingerprint()
  const stamp = join(root, 'node_modules', '.installed')
  if (read(stamp) === wanted) return
  console.log('Installing dependencies (the first time takes about a minute) …')
  const { code, output } = await pnpm(['install', '--frozen-lockfile'])
  if (code !== 0) {
    process.stderr.write(output)
    throw new Error(
      'Installing failed: see above. It needs Node >= 20.19, npm and the npm registry.',
    )
  }
  writeFileSync(stamp, wanted)
}

function fingerprint() {
  const hash = createHash('sha256').update(process.version)
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json'])
    hash.update(read(join(root, file)))
  return hash.digest('hex')
}

function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await install().catch((error) => {
    console.error(error.message)
    process.exitCode = 1
  })
}
