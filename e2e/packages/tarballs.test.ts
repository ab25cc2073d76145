import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, inject, it } from 'vitest'
import { root, manifest as workspace } from './project.js'

const names = readdirSync(join(root, 'packages'))

describe.each(names)('the tarball of %s', (name) => {
  const tarball = inject('tarballs')[`@faceid-h5/${name}`] ?? ''
  const files = run('tar', ['-tzf', tarball])
    .trim()
    .split('\n')
    .map((file) => file.replace('package/', ''))
  const read = (file: string) => run('tar', ['-xzOf', tarball, `package/${file}`])
  const manifest = JSON.parse(read('package.json'))

  it('holds what `files` names, the licence and the README, and no source or source map', () => {
    expect(files).toEqual(expect.arrayContaining(['LICENSE', 'README.md']))
    expect(read('README.md')).toContain(`# @faceid-h5/${name}\n`)
    expect(files.filter((file) => /^(src|test|node_modules)\/|\.map$/.test(file))).toEqual([])
    expect(run('tar', ['-xzOf', tarball])).not.toMatch(/sourceMappingURL/)
  })

  it('has a manifest for the registry, which asks for provenance', () => {
    expect(manifest).toMatchObject({
      version: workspace.version,
      license: 'MIT',
      type: 'module',
      description: expect.stringMatching(/.{20}/),
      engines: { node: '>=20.19' },
      publishConfig: { access: 'public', provenance: true },
    })
  })

  it('needs exact versions, and its siblings in its own', () => {
    for (const [dependency, version] of Object.entries(manifest.dependencies ?? {})) {
      if (dependency.startsWith('@faceid-h5/')) expect(version).toBe(workspace.version)
      else expect(version).toMatch(/^\d+\.\d+\.\d+$/)
    }
  })

  it('has no complaint from publint', () => {
    expect(run(join(root, 'node_modules/.bin/publint'), ['--strict', tarball])).toContain(
      'All good',
    )
  })

  // The profile is for packages without CommonJS: since 20.19 Node can `require` modules.
  it('has no complaint from are-the-types-wrong', () => {
    run(join(root, 'node_modules/.bin/attw'), ['--profile', 'esm-only', tarball])
  })
})

describe('the third-party notices of the widget', () => {
  const tarball = inject('tarballs')['@faceid-h5/widget'] ?? ''
  const read = (file: string) => run('tar', ['-xzOf', tarball, `package/dist/${file}`])
  const notices = read('THIRD-PARTY-NOTICES.md')

  it.each(['ky', 'preact'])('have the version and the licence of %s', (name) => {
    const folder = join(root, 'packages/widget/node_modules', name)
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    const licence = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file)) ?? ''
    expect(notices).toContain(`## ${name} ${version}\n`)
    expect(notices).toContain(readFileSync(join(folder, licence), 'utf8').trim())
    expect(read('faceid-h5.js').split('\n')[0]).toContain(`${name} ${version}`)
  })
})

/** @throws Error with its output if it fails. */
function run(command: string, args: string[]): string {
  return execFileSync(command, args, { encoding: 'utf8' })
}
