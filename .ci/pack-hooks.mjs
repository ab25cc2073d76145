// What a manifest gains and loses on its way into a tarball: where it comes from, said once in the root's
// package.json, and without what serves our workspace only.
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

export const hooks = {
  beforePacking({ devDependencies, scripts, ...manifest }, folder) {
    const { repository } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url)))
    if (repository === undefined) return manifest
    const directory = relative(root, folder).replaceAll('\\', '/')
    return {
      ...manifest,
      repository: { type: 'git', url: `git+${repository}.git`, directory },
      homepage: `${repository}/tree/main/${directory}#readme`,
      bugs: `${repository}/issues`,
    }
  },
}
