import { mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type EmptyProject, emptyProject } from './empty-project.js'

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
const [major = 0] = process.versions.node.split('.').map(Number)
let project: EmptyProject
beforeAll(() => {
  project = emptyProject({ node: major })
  // npx keeps what it has fetched, and would take the last run's tarball for this one's. The downloads are shared.
  const shared = process.env.npm_config_cache ?? join(homedir(), '.npm')
  mkdirSync(join(project.folder, 'cache'))
  symlinkSync(join(shared, '_cacache'), join(project.folder, 'cache/_cacache'))
})
afterAll(() => project.remove())

it.each(['relay', 'sandbox'])(
  'npx @faceid-h5/%s works where nothing is installed',
  async (name) => {
    const { code, output } = await project.run(
      ['npx', '--yes', `@faceid-h5/${name}`, '--version'],
      {
        npm_config_cache: join(project.folder, 'cache'),
      },
    )
    expect({ code, output }).toMatchObject({ code: 0 })
    expect(output.trim().split('\n')).toContain(version)
  },
)
