// What the README has an operator put beside compose.yaml must get neither into an image nor into a package.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { deployPath, repository } from './deploy-files.js'
import { copyContext } from './dockerfile.js'

const operators = ['relay.json', 'relay.env', 'secrets/RELAY_SECRET']

let folder: string
let packageFolder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'faceid-deploy-'))
  packageFolder = join(folder, 'context/packages/relay')
  for (const name of ['package.json', 'deploy'])
    cpSync(join(repository, 'packages/relay', name), join(packageFolder, name), { recursive: true })
  mkdirSync(join(packageFolder, 'deploy/secrets'), { recursive: true })
  for (const name of operators) writeFileSync(join(packageFolder, 'deploy', name), 'canary')
})
afterEach(() => rmSync(folder, { recursive: true }))

const ours = () => filesBelow(deployPath('.')).filter((name) => !operators.includes(name))

it('A package holds every file of deploy/ and nothing that was laid beside them', () => {
  const pack = ['pack', '--dry-run', '--json', '--ignore-scripts']
  const printed = execFileSync('npm', pack, { cwd: packageFolder, stdio: 'pipe' }).toString()
  const [{ files }]: [{ files: { path: string }[] }] = JSON.parse(printed)
  const packed = files.map(({ path }) => path).filter((path) => path.startsWith('deploy/'))
  expect(packed.sort()).toEqual(
    ours()
      .map((name) => `deploy/${name}`)
      .sort(),
  )
})

it('A build of the image sees nothing that was laid beside compose.yaml', () => {
  const context = join(folder, 'context')
  mkdirSync(join(context, '.config'))
  for (const name of ['LICENSE', 'package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml'])
    writeFileSync(join(context, name), '')
  copyContext(context, join(folder, 'repository'))
  const seen = filesBelow(join(folder, 'repository/packages/relay/deploy'))
  expect(seen.sort()).toEqual(ours().sort())
})

function filesBelow(place: string): string[] {
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(place, '/').length))
}
