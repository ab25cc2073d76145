import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createProject, type Ended, majors, manifest, type Project, root } from './project.js'

/** What a package manager prints if versions or engines do not fit. */
const complaint = /deprecat|EBADENGINE|Unsupported engine|unmet|peer dep|ExperimentalWarning/i
/** What a merchant’s project has beside our packages, to compile against. */
const others = ['fastify', 'typescript', '@types/node', '@types/react', 'vue']

describe.each(['npm', 'pnpm'] as const)('the packages installed by %s', (manager) => {
  let project: Project
  let installed: Ended
  beforeAll(async () => {
    project = createProject()
    installed = await project.install(manager, manager === 'npm' ? others.map(pinned) : [])
  })
  afterAll(() => project.remove())

  it('install without a complaint, strict about engines', () => {
    expect(installed).toMatchObject({ code: 0 })
    expect(installed.output).not.toMatch(complaint)
  })

  describe.each(manager === 'npm' ? majors : majors.slice(0, 1))('on Node %i', (major) => {
    const node = inject('nodes')[major]
    const run = (...args: string[]) => project.run([join(node ?? '', 'node'), ...args])

    it.skipIf(node === undefined)('verify a person by every entry, without a warning', async () => {
      const { code, output } = await run('journey.js')
      expect({ code, output }).toMatchObject({ code: 0 })
      expect(JSON.parse(output)).toEqual({
        node: expect.stringMatching(`^v${major}\\.`),
        status: 'passed',
        verified: 'passed',
        published: { asExpected: expect.any(Number), otherwise: 0 },
        elements: ['FaceIdElement', 'FaceIdElement', 'FaceIdElement'],
        types: [],
        schema: 'object',
        script: true,
        style: true,
      })
    })

    // How a package is required does not depend on who installed it.
    if (manager === 'pnpm') return
    it.skipIf(node === undefined)('can be required by CommonJS', async () => {
      const { code, output } = await run('required.cjs')
      expect({ code, output }).toMatchObject({ code: 0 })
      expect(JSON.parse(output).merchant).toContain('createResultVerifier')
    })
  })

  it('bring commands that print their version and usage', async () => {
    const relay = 'node_modules/.bin/faceid-relay'
    expect((await project.run([relay, '--version'])).output).toContain(manifest.version)
    for (const command of [relay, 'node_modules/.bin/faceid-sandbox']) {
      const help = await project.run([command, '--help'])
      expect(help).toMatchObject({ code: 0, output: expect.stringContaining('faceid-') })
    }
  })

  describe.runIf(manager === 'npm')('with TypeScript', () => {
    it.each([
      ['nodenext', 'nodenext'],
      ['bundler', 'esnext'],
    ])(
      'compile by every entry under %s, strict, libraries included',
      async (resolution, module) => {
        const options = ['--module', module, '--moduleResolution', resolution]
        const tsc = ['node', 'node_modules/typescript/bin/tsc', '-p', '.', ...options]
        expect(await project.run(tsc)).toEqual({ code: 0, output: '' })
      },
    )

    it('run a relay in the merchant’s own Fastify', async () => {
      const { code, output } = await project.run(['node', 'out/back-end.js'])
      expect({ code, output }).toMatchObject({ code: 0 })
      expect(JSON.parse(output)).toMatchObject({ ready: 200, scene: { modes: ['overlay'] } })
    })
  })
})

/** @returns the package in the version of the workspace. */
function pinned(name: string): string {
  const workspace = readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8')
  return `${name}@${new RegExp(`^ {2}"?${name}"?: (\\S+)$`, 'm').exec(workspace)?.[1]}`
}
