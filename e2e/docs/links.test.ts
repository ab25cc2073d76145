import { describe, expect, it } from 'vitest'
import { readDocument, readDocuments } from './documents.js'
import { linkFaults, slugs } from './links.js'
import { pairsOf, shapeOf } from './pairs.js'

const documents = readDocuments()

describe('the documents', () => {
  it('have no link that leads nowhere', () => {
    expect(linkFaults(documents)).toEqual([])
    expect(documents.flatMap(({ links }) => links).length).toBeGreaterThan(40)
  })

  it('of a package are READMEs of at most 120 lines, notes for these tests not counted', () => {
    const readmes = documents.filter(({ path }) => /^packages\/[\w-]+\/README\.md$/.test(path))
    expect(readmes.length).toBe(5)
    for (const { path, text } of readmes) {
      const lines = text.trimEnd().split('\n')
      const read = lines.filter(
        (line) => !/^<!-- (?:given|file|until|answers|as|output)\b/.test(line),
      )
      expect(read.length, path).toBeLessThanOrEqual(120)
    }
  })

  it.each(
    pairsOf(documents).map(({ chinese, english }) => [chinese.path, chinese, english] as const),
  )('%s has the sections, the code and the links of the English one', (_path, chinese, english) => {
    expect(shapeOf(chinese)).toEqual(shapeOf(english))
  })
})

describe('what follows links', () => {
  it.each([
    ['a missing file', '[x](missing.md)'],
    ['a missing heading', '# Here\n[x](#there)'],
    ['a missing heading of another document', '[x](../README.md#there)'],
    ['a missing picture', '![x](missing.png)'],
    ['a missing picture in HTML', '<img src="missing.png">'],
    ['a host that nobody chose', '[x](https://elsewhere.example/)'],
    ['an insecure address', '<http://github.com/>'],
    ['a place outside', '[x](../../x.md)'],
  ])('finds %s', (_title, text) => {
    const document = readDocument('docs/example.md', text)
    const faults = linkFaults([...documents, document]).filter((fault) => fault.includes('example'))
    expect(faults.join()).toMatch(/^docs\/example\.md:\d: /)
  })

  it('passes over code and comments', () => {
    const text = '`[x](missing.md)`\n<!-- [x](missing.md) -->\n```sh\n[x](missing.md)\n```'
    expect(linkFaults([readDocument('docs/example.md', text)])).toEqual([])
  })

  it('names headings as GitHub does', () => {
    const headings = ['`verify` — who, what?', 'Where to go', 'Where to go', '看见 it_run']
    expect([...slugs(headings)]).toEqual([
      'verify--who-what',
      'where-to-go',
      'where-to-go-1',
      '看见-it_run',
    ])
  })
})
