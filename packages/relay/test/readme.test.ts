import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readConfiguration } from '../src/configuration.js'
import { ConfigurationSchema } from '../src/configuration-schema.js'
import { environmentVariables } from '../src/environment-variables.js'

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const readme = readFileSync(path('../README.md'), 'utf8')
const rootEnglish = readFileSync(path('../../../README.md'), 'utf8')
const rootChinese = readFileSync(path('../../../README.zh-CN.md'), 'utf8')

describe('the README of the relay', () => {
  it('lists every environment variable (UPDATE_README=1 writes the table; then format)', () => {
    const place = /<!-- environment -->[\s\S]*<!-- \/environment -->/
    const rows = Object.entries(environmentVariables).map(([name, meaning]) => [
      `\`${name}\``,
      meaning,
    ])
    if (process.env.UPDATE_README) {
      const lines = [['environment', ''], ['---', '---'], ...rows].map(
        (cells) => `| ${cells.join(' | ')} |`,
      )
      const table = `<!-- environment -->\n\n${lines.join('\n')}\n\n<!-- /environment -->`
      return writeFileSync(
        path('../README.md'),
        readme.replace(place, () => table),
      )
    }
    const [, , ...found] = (place.exec(readme)?.[0] ?? '')
      .split('\n')
      .filter((line) => line.startsWith('|'))
    expect(
      found.map((line) =>
        line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim()),
      ),
    ).toEqual(rows)
  })

  it('explains every field of the configuration', () => {
    const { properties } = ConfigurationSchema
    const scene = Object.values(properties.scenes.patternProperties)[0]
    const names = [...Object.keys(properties), ...Object.keys(scene?.properties ?? {})]
    expect(names.length).toBeGreaterThan(12)
    for (const name of names) expect(readme, name).toContain(name)
  })

  it('stays within 120 lines', () => {
    expect(readme.split('\n').length).toBeLessThanOrEqual(121)
  })
})

describe('every configuration in a README', () => {
  it.each([
    ['of the relay', readme],
    ['of the root', rootEnglish],
    ['of the root, in Chinese', rootChinese],
  ])('%s is right', (_title, text) => {
    const blocks = blocksOf(text, 'json')
    expect(blocks).toHaveLength(1)
    for (const block of blocks) expect(() => readConfiguration(JSON.parse(block))).not.toThrow()
  })
})

describe('README.zh-CN.md', () => {
  it('has the sections, the code and the links of README.md', () => {
    const shape = (text: string) => ({
      headings: text.match(/^#+ /gm),
      rows: text.match(/^\| /gm)?.length,
      points: text.match(/^- /gm)?.length,
      code: [...blocksOf(text, 'html'), ...blocksOf(text, 'ts'), ...blocksOf(text, 'json')],
      links: [...text.matchAll(/\]\(([^)]+)\)/g)]
        .map(([, link]) => link)
        .filter((link) => !link?.startsWith('README')),
    })
    expect(shape(rootChinese)).toEqual(shape(rootEnglish))
  })
})

function blocksOf(text: string, language: string): string[] {
  return [...text.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(
    ([, block]) => block ?? '',
  )
}
