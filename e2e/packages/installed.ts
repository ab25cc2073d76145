// What every package manager on every Node must do with the packed tarballs.
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type EmptyProject, type Ended, emptyProject } from './empty-project.js'
import { majors } from './nodes.js'
import type { PackageManager } from './package-managers.js'
import { verifyByCommands } from './verify-by-commands.js'

const names = ['widget', 'relay', 'merchant', 'sandbox', 'protocol']
const manifest: { version: string } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
)
/** What a package manager or Node says where something is not in order. Its own settings are none of ours. */
const complaint = /deprecat|EBADENGINE|Unsupported engine|unmet|peer dep|ExperimentalWarning/i

export function describeInstalled(manager: PackageManager): void {
  describe.each(majors)(`installed by ${manager.name} on Node %i`, (node) => {
    let project: EmptyProject
    let installed: Ended
    beforeAll(async () => {
      project = emptyProject({ node })
      installed = await project.run(manager.install(names.map((name) => `@faceid-h5/${name}`)))
    })
    afterAll(() => project.remove())

    it('installs without a complaint, strict about engines', () => {
      expect(installed).toMatchObject({ code: 0 })
      expect(installed.output).not.toMatch(complaint)
    })

    it('runs on that Node', async () => {
      const { output } = await project.run(['node', '--version'])
      expect(output).toMatch(new RegExp(`^v${node}\\.`))
    })

    it('imports every entry, and verifies a person through all of it', async () => {
      const { code, output } = await project.run(['node', 'journey.js'])
      expect({ code, output }).toMatchObject({ code: 0 })
      expect(JSON.parse(output)).toEqual({
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

    it('can be required by CommonJS', async () => {
      const { code, output } = await project.run(['node', 'required.cjs'])
      expect({ code, output }).toMatchObject({ code: 0 })
      expect(JSON.parse(output).merchant).toContain('createResultVerifier')
    })

    it('brings commands that say their version and their use', async () => {
      const version = await project.run(manager.command('relay', ['--version']))
      expect(version.output.trim().split('\n')).toContain(manifest.version)
      for (const name of ['faceid-relay', 'faceid-sandbox']) {
        const help = await project.run([`node_modules/.bin/${name}`, '--help'])
        expect(help).toMatchObject({ code: 0, output: expect.stringContaining(name) })
      }
    })

    it('verifies a person with its two commands, and the relay starts without a warning', async () => {
      expect(await verifyByCommands(project, manager)).not.toMatch(/warning/i)
    })
  })
}
