// `npm run pack`: tarballs of all packages in `packed/`, as a registry would hold them. Says what to install.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './build.js'
import { root } from './command.js'
import { install } from './install.js'
import { pack } from './pack.js'

const folder = join(root, 'packed')
try {
  await install()
  await build()
  rmSync(folder, { recursive: true, force: true })
  for (const { file } of await pack(folder)) console.log(file)
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
