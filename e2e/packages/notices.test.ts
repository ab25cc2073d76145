import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, inject, it } from 'vitest'
import { fileOf, filesOf } from './tarball.js'

const packages = fileURLToPath(new URL('../../packages/', import.meta.url))
const tarballOf = (name: string) =>
  inject('packages').find((each) => each.name === `@faceid-h5/${name}`)?.file ?? ''

describe('the third-party notices of the widget', () => {
  const notices = fileOf(tarballOf('widget'), 'dist/THIRD-PARTY-NOTICES.md')

  it('name every package whose code its sources import, and no other', () => {
    const named = [...notices.matchAll(/^## (\S+) \S+$/gm)].map(([, name]) => name)
    expect(named).toEqual(importedBy(join(packages, 'widget/src')))
    expect(named.length).toBeGreaterThan(1)
  })

  it('have the version and the licence of each as they are installed', () => {
    for (const name of importedBy(join(packages, 'widget/src'))) {
      const folder = join(packages, 'widget/node_modules', name)
      const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
      const licence = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file)) ?? ''
      expect(notices).toContain(`## ${name} ${version}\n`)
      expect(notices).toContain(readFileSync(join(folder, licence), 'utf8').trim())
    }
  })

  it.each([
    ['faceid-h5.js', ['ky', 'preact']],
    ['index.js', ['ky']],
    ['element.js', ['ky']],
  ])('are named on top of %s, with what is in it', (file, names) => {
    const [line = ''] = fileOf(tarballOf('widget'), `dist/${file}`).split('\n')
    const named = [...line.matchAll(/(?<=With |, )(\S+) \d+\.\d+\.\d+/g)].map(([, name]) => name)
    expect(named).toEqual(names)
    expect(line).toMatch(/^\/\*! .+ see THIRD-PARTY-NOTICES\.md \*\/$/)
  })
})

it.each(['protocol', 'relay', 'merchant', 'sandbox'])(
  'nothing is bundled into %s: each of its files is one of ours',
  (name) => {
    const code = filesOf(tarballOf(name)).filter((file) => /^package\/dist\/.+\.js$/.test(file))
    const sources = code.map((file) => file.replace('package/dist/', '').replace(/\.js$/, '.ts'))
    const ours = readdirSync(join(packages, name, 'src'), { recursive: true }).map(String)
    expect(sources.filter((source) => !ours.includes(source))).toEqual([])
    expect(sources.length).toBeGreaterThan(0)
  },
)

/** Packages from which something other than types is imported. */
function importedBy(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true })
    .map(String)
    .filter((file) => /\.tsx?$/.test(file))
    .flatMap((file) => [...readFileSync(join(folder, file), 'utf8').matchAll(statement)])
    .flatMap(([, types, name = '']) => (types === undefined ? [name] : []))
  return [...new Set(names)].sort()
}

const statement = /^(?:import|export) (type )?(?:[^'";=]*? from )?'([^'.][^']*)'/gm
