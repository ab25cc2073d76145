import { readdirSync, readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { type ReleasableCopy, releasableCopy } from './releasable-copy.js'
import { fileOf } from './tarball.js'

const root = new URL('../../', import.meta.url)

describe('the version', () => {
  it('is one for all packages', () => {
    const folders = ['packages', 'apps'].flatMap((parent) =>
      readdirSync(new URL(parent, root)).map((name) => `${parent}/${name}`),
    )
    const versions = ['.', 'e2e', ...folders].map(
      (folder) => JSON.parse(readFileSync(new URL(`${folder}/package.json`, root), 'utf8')).version,
    )
    expect([...new Set(versions)]).toHaveLength(1)
  })
})

describe('a release', () => {
  let copy: ReleasableCopy
  beforeEach(() => {
    copy = releasableCopy(inject('registry'))
  })
  afterEach(() => copy.remove())

  function prepared() {
    expect(copy.release('prepare')).toMatchObject({ code: 0 })
    copy.commit()
  }

  it('is prepared from the changesets: one version, and one changelog for people', () => {
    expect(copy.release('prepare')).toMatchObject({ code: 0 })
    const version = (file: string) => JSON.parse(copy.read(file)).version
    expect(version('package.json')).toBe('0.1.0')
    expect(version('packages/protocol/package.json')).toBe('0.1.0')
    expect(version('packages/relay/package.json')).toBe('0.1.0')
    expect(copy.read('docs/CHANGELOG.md')).toMatch(
      /^# Changelog\n\n## 0\.1\.0 \(\d{4}-\d\d-\d\d\)\n\n- The first one\.\n\nThe whole journey runs\.\n$/,
    )
    const changed = copy.git('status', '--porcelain', '--untracked-files').split('\n')
    expect(changed.filter((line) => line.includes('CHANGELOG'))).toEqual([' M docs/CHANGELOG.md'])
    expect(copy.release('prepare')).toMatchObject({ code: 1 })
  })

  it('says what would be published and how, and publishes nothing', () => {
    prepared()
    const { code, output } = copy.release()
    expect({ code, output }).toMatchObject({ code: 0 })
    const tarball = 'node_modules/.cache/faceid-h5/release-0.1.0/faceid-h5-relay-0.1.0.tgz'
    expect(output).toContain('Nothing has been published')
    expect(output).toMatch(
      /faceid-h5-relay-0\.1\.0\.tgz\n {4}\d+ bytes, sha512-\S{88}\n {4}dist\/index\.js/,
    )
    expect(output).toContain('git push origin v0.1.0')
    expect(output).toContain(`npm publish ./${tarball} --access public --provenance`)
    expect(output.indexOf('publish ./')).toBe(
      output.indexOf(`publish ./${tarball.replace('relay', 'protocol')}`),
    )
    expect(JSON.parse(fileOf(`${copy.folder}/${tarball}`, 'package.json'))).toMatchObject({
      dependencies: { '@faceid-h5/protocol': '0.1.0' },
      repository: {
        type: 'git',
        url: 'git+https://github.com/shop-example/faceid-h5.git',
        directory: 'packages/relay',
      },
    })
    expect(copy.git('tag', '--list')).toBe('')
  })

  it.each<[string, (copy: ReleasableCopy) => void, RegExp]>([
    ['a tree that is not clean', ({ write }) => write('left-over.txt', ''), /left-over\.txt/],
    ['another branch', ({ git }) => void git('switch', '--quiet', '--create', 'try'), /is try:/],
    [
      'an address of the source that nobody has set',
      (copy) => {
        copy.edit('package.json', 'https://github.com/shop-example/faceid-h5', '')
        copy.commit()
      },
      /no `repository`/,
    ],
    [
      'a changeset that is in no version',
      (copy) => {
        copy.write('.changeset/late.md', '---\n"@faceid-h5/relay": patch\n---\n\nLate.\n')
        copy.commit()
      },
      /\.changeset\/late\.md/,
    ],
    [
      'versions that differ',
      (copy) => {
        copy.edit('packages/relay/package.json', '0.1.0', '0.1.1')
        copy.commit()
      },
      /relay is 0\.1\.1, not 0\.1\.0/,
    ],
    [
      'a changelog that does not know it',
      (copy) => {
        copy.edit('docs/CHANGELOG.md', '## 0.1.0 ', '## 0.0.9 ')
        copy.commit()
      },
      /no section `## 0\.1\.0/,
    ],
    ['a tag that is there', ({ git }) => void git('tag', 'v0.1.0'), /tag v0\.1\.0/],
    [
      'tests that fail',
      (copy) => {
        copy.edit('package.json', 'node -e \\"\\" ', 'node -e process.exit(1)')
        copy.commit()
      },
      /npm test failed/,
    ],
  ])('is refused for %s', (_, spoil, problem) => {
    prepared()
    spoil(copy)
    const { code, output } = copy.release()
    expect(code).toBe(1)
    expect(output).toMatch(problem)
    expect(output).not.toContain('npm publish')
  })

  it('is refused for a version that is published already', () => {
    const { version } = inject('packages')[0] ?? { version: '' }
    copy.write('.changeset/first.md', '')
    copy.git('rm', '--quiet', '--force', '.changeset/first.md')
    for (const file of [
      'package.json',
      'packages/protocol/package.json',
      'packages/relay/package.json',
    ])
      copy.edit(file, '"version": "0.0.0"', `"version": "${version}"`)
    copy.edit('docs/CHANGELOG.md', '## 0.1.0 (not released)', `## ${version} (2026-01-01)`)
    copy.commit()
    expect(copy.release('--tested')).toMatchObject({
      code: 1,
      output: expect.stringContaining(`@faceid-h5/relay ${version} is published already`),
    })
  })
})
