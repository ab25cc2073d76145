import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readConfiguration } from '../../packages/relay/src/config/load.js'
import { blocksOf, englishDocuments, root } from './documents.js'
import { typeFaults } from './types.js'

const blocks = englishDocuments().flatMap(blocksOf)

describe('the code in the documents', () => {
  it('compiles against the built packages, by a compiler that finds errors at their line', () => {
    const typed = blocks.filter(({ language, as }) => /^([jt]sx?|vue)$/.test(language) || as)
    expect(typed.length).toBeGreaterThan(30)
    const wrong = { at: 'example.md:7', language: 'ts', code: 'const ok = 1\nverify(ok)\n' }
    const fault = expect.stringMatching(/^example\.md:9: error TS2304/)
    expect(typeFaults([...typed, wrong])).toEqual([fault])
  })

  it.each(
    blocks
      .filter(({ language, as, code }) => language === 'json' && !as && code.includes('"scenes"'))
      .map(({ at, code }) => [at, code] as const),
  )('%s is a configuration that the relay accepts', (_at, code) => {
    expect(() => readConfiguration(JSON.parse(code))).not.toThrow()
  })

  it.each(
    blocks
      .filter(({ file }) => file?.startsWith('examples/'))
      .map(({ file, code }) => [file ?? '', code] as const),
  )('%s is the tested example of the merchant package', (file, code) => {
    expect(code).toBe(readFileSync(join(root, 'packages/merchant', file), 'utf8'))
  })
})
