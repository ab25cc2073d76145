import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { bundled } from '../../src/widget/bundle.js'
import { bench, everythingOf } from '../../src/widget/sizes.js'

test('a bundle holds what is imported, and more code is more bytes', async () => {
  const small = await bundled('globalThis.kept = 1', bench)
  const large = await bundled(everythingOf('@faceid-h5/widget'), bench)
  expect(large.gzip).toBeGreaterThan(small.gzip + 5_000)
  expect(large.chunks.get(large.entry)).toContain('/v1/verifications')
})

test('what is external stays an import and weighs nothing', async () => {
  const { chunks, entry } = await bundled(everythingOf('react'), bench, ['react'])
  expect(chunks.get(entry)).toMatch(/from ?["']react["']|import ?["']react["']/)
})

test('every package of others is named with one exact version and what it fetches', async () => {
  const file = new URL('../../src/widget/others.json', import.meta.url)
  const { packages, react } = JSON.parse(await readFile(file, 'utf8'))
  expect(packages.length).toBeGreaterThan(5)
  const exact = /^\d+\.\d+\.\d+$/
  expect(react).toMatch(exact)
  for (const { name, version, fetches, with: peers = {} } of packages) {
    expect([name, ...Object.values(peers), version]).toEqual([
      expect.stringMatching(/^[@a-z]/),
      ...Object.values(peers).map(() => expect.stringMatching(exact)),
      expect.stringMatching(exact),
    ])
    expect(fetches).not.toBe('')
  }
})
