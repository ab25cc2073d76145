import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, inject, it } from 'vitest'
import { everythingOf, fileOf, filesOf } from './tarball.js'

const root = (path: string) => new URL(`../../${path}`, import.meta.url)
const { version } = JSON.parse(readFileSync(root('package.json'), 'utf8'))

/** What may be in a package beside `package.json`, `README.md` and `LICENSE`. */
const contents: Record<string, RegExp> = {
  protocol: /^dist\/[a-z-]+\.(d\.ts|js)$/,
  widget:
    /^(dist\/((index|element|faceid-h5)\.js|faceid-h5\.css|(view\/)?[\w-]+\.d\.ts)|dist\/THIRD-PARTY-NOTICES\.md)$/,
  relay: /^(config\.schema\.json|deploy\/[\w./-]+|dist\/([a-z]+\/)?[a-z-]+\.(d\.ts|js))$/,
  merchant: /^(test-tokens\.json|dist\/[a-z-]+\.(d\.ts|js))$/,
  sandbox: /^dist\/(([a-z]+\/){0,2}[a-z0-9-]+\.(d\.ts|js)|fixtures\/[a-z-]+\.(jpg|mp4|wav))$/,
}

it('packs these packages and no other, in the order in which each finds what it needs', () => {
  const names = inject('packages').map(({ name }) => name.replace('@faceid-h5/', ''))
  expect([...names].sort()).toEqual(Object.keys(contents).sort())
  expect(names.indexOf('protocol')).toBe(0)
  expect(names.indexOf('relay')).toBeGreaterThan(names.indexOf('widget'))
})

describe.each(Object.keys(contents))('the tarball of %s', (name) => {
  const packed = inject('packages').find((each) => each.name === `@faceid-h5/${name}`)
  const tarball = packed?.file ?? ''
  const manifest = JSON.parse(fileOf(tarball, 'package.json'))

  it('holds what is published and nothing else', () => {
    const others = filesOf(tarball).filter(
      (file) =>
        !/^package\/(package\.json|README\.md|LICENSE)$/.test(file) &&
        !contents[name]?.test(file.replace('package/', '')),
    )
    expect(others).toEqual([])
  })

  it('has the licence and its README', () => {
    expect(fileOf(tarball, 'LICENSE')).toBe(readFileSync(root('LICENSE'), 'utf8'))
    expect(fileOf(tarball, 'README.md')).toContain(`# @faceid-h5/${name}\n`)
  })

  it('says in its manifest what a registry shows, and asks for provenance', () => {
    expect(manifest).toMatchObject({
      version,
      license: 'MIT',
      type: 'module',
      description: expect.stringMatching(/.{20}/),
      keywords: expect.arrayContaining(['faceid', 'tencent-cloud']),
      engines: { node: '>=20.19' },
      publishConfig: { access: 'public', provenance: true },
    })
    expect(manifest).not.toHaveProperty('scripts')
    expect(manifest).not.toHaveProperty('devDependencies')
  })

  it('needs exact versions, and its siblings in its own', () => {
    for (const [dependency, wanted] of Object.entries(manifest.dependencies ?? {})) {
      if (dependency.startsWith('@faceid-h5/')) expect(wanted).toBe(version)
      else expect(wanted).toMatch(/^\d+\.\d+\.\d+$/)
    }
  })

  it('exports what it holds, `types` first', () => {
    const files = filesOf(tarball)
    for (const entry of Object.values<string | Record<string, string>>(manifest.exports)) {
      const conditions = typeof entry === 'string' ? { default: entry } : entry
      if (typeof entry !== 'string') expect(Object.keys(entry)).toEqual(['types', 'default'])
      for (const file of Object.values(conditions))
        expect(files).toContain(file.replace('.', 'package'))
    }
  })

  it('refers to no source map: none is published', () => {
    expect(everythingOf(tarball)).not.toMatch(/sourceMappingURL/)
  })

  it('has no complaint from publint', () => {
    expect(tool('publint', ['--strict', tarball])).toContain('All good')
  })

  // Without the profile it would warn that `require` can't load modules. Since 20.19, the oldest Node
  // that is promised, it can, and the installed packages prove it; `node10` knows no `exports` at all.
  it('has no complaint from are-the-types-wrong, about no entry', () => {
    const lines = tool('attw', ['--profile', 'esm-only', tarball]).split('\n')
    expect(lines.filter((line) => line.includes('🟢')).length).toBeGreaterThan(0)
    expect(lines.filter((line) => /💀|⚠|❌|🎭|🐛|❗/u.test(line) && !/ignored/.test(line))).toEqual(
      [],
    )
  })
})

/** @throws with its output where it ends with something other than 0. */
function tool(name: string, args: string[]): string {
  const program = fileURLToPath(root(`node_modules/.bin/${name}`))
  return execFileSync(program, args, { encoding: 'utf8' })
}
