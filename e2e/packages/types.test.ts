import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type EmptyProject, emptyProject } from './empty-project.js'
import { npmManager, pnpmManager } from './package-managers.js'

const [major = 0] = process.versions.node.split('.').map(Number)
const own = ['widget', 'relay', 'merchant', 'sandbox', 'protocol'].map(
  (name) => `@faceid-h5/${name}`,
)
const others = ['fastify', 'typescript', '@types/node', '@types/react', 'vue']

describe.each([npmManager, pnpmManager])('TypeScript, installed by $name', (manager) => {
  let project: EmptyProject
  beforeAll(async () => {
    // Not strict: from pnpm Fastify itself brings something that refuses Node 20.
    project = emptyProject({ node: major, strictEngines: false })
    const installed = await project.run(manager.install([...own, ...others.map(pinned)]))
    expect(installed).toMatchObject({ code: 0 })
  })
  afterAll(() => project.remove())

  it.each([
    ['nodenext', 'nodenext'],
    ['bundler', 'esnext'],
  ])(
    'compiles against every entry under %s, strict, libraries included',
    async (resolution, module) => {
      const options = ['--module', module, '--moduleResolution', resolution]
      const tsc = ['node', 'node_modules/typescript/bin/tsc', '-p', '.', ...options]
      expect(await project.run(tsc)).toEqual({ code: 0, output: '' })
    },
  )

  it('runs what it compiled: a relay in the merchant’s own Fastify', async () => {
    const { code, output } = await project.run(['node', 'out/back-end.js'])
    expect({ code, output }).toMatchObject({ code: 0 })
    expect(JSON.parse(output)).toMatchObject({ ready: 200, scene: { modes: ['overlay'] } })
  })
})

/** In the version that the workspace has. */
function pinned(name: string): string {
  const workspace = readFileSync(new URL('../../pnpm-workspace.yaml', import.meta.url), 'utf8')
  const version = new RegExp(`^ {2}"?${name}"?: (\\S+)$`, 'm').exec(workspace)?.[1]
  return `${name}@${version}`
}
