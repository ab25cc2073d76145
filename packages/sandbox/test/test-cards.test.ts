import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { defaultRules, magicIdCard, magicNames } from '../src/index.js'
import { behaviourKinds } from '../src/state/behaviours.js'
import { frequencyCaps } from '../src/state/frequency.js'

/** The tables of TEST-NAMES.md, made from the code that enforces them. */
const testCards: Readonly<Record<string, () => string>> = {
  rules: () =>
    table(
      ['RuleId', 'mode', 'identity', 'intention', 'besides'],
      Object.entries(defaultRules).map(([ruleId, rule]) => {
        const { mode, identity, intention = '–', merchant: _, ...rest } = rule
        const besides = Object.entries(rest).map(([name, value]) => `${name}: ${value}`)
        return [code(ruleId), mode, identity, intention, besides.join(', ')]
      }),
    ),
  magic: () =>
    table(
      ['Name', 'what happens', 'the browser'],
      Object.entries(magicNames).map(([name, { en, ends }]) => [
        code(name),
        en,
        ends === 'returns' ? 'is sent back' : 'stays',
      ]),
    ),
  'magic-numbers': () =>
    table(
      ['IdCard', 'face', 'intention, if there is one'],
      [
        [0, 0],
        [302, 0],
        [1002, 0],
        [2016, 0],
        [0, -301],
        [0, -802],
      ].map(([face = 0, intention = 0]) => [
        code(magicIdCard(face, intention)),
        String(face),
        face === 0 ? String(intention) : '',
      ]),
    ),
  caps: () =>
    table(
      ['who', 'attempts'],
      frequencyCaps.map(({ subject, limit, period }) => [code(subject), `${limit} a ${period}`]),
    ),
}

const path = (name: string) => new URL(name, import.meta.url).pathname
const file = path('../TEST-NAMES.md')
const written = readFileSync(file, 'utf8')
const marked = /<!-- table: ([\w-]+) -->\n[\s\S]*?<!-- end -->/g
const names = [...written.matchAll(marked)].map(([, name]) => name)
const wanted = written.replace(
  marked,
  (_, name: string) => `<!-- table: ${name} -->\n\n${testCards[name]?.()}\n\n<!-- end -->`,
)

// After a change: UPDATE_DOCS=1 writes the tables, and the formatter lays them out.
if (process.env.UPDATE_DOCS) writeFileSync(file, wanted)

test('The tables of TEST-NAMES.md are those of the code', () => {
  expect(names.sort()).toEqual(Object.keys(testCards).sort())
  expect(unlaid(written)).toEqual(unlaid(wanted))
  for (const kind of behaviourKinds) expect(written).toContain(`\n| \`${kind}\``)
})

test('The tables of TEST-NAMES.zh-CN.md have the same first column', () => {
  expect(firstCells(readFileSync(path('../TEST-NAMES.zh-CN.md'), 'utf8'))).toEqual(
    firstCells(written),
  )
})

function firstCells(text: string): string[] {
  return text.match(/^\| `.+?`/gm) ?? []
}

/** The lines without the formatter's columns. */
function unlaid(text: string): string[] {
  return text.split('\n').map((line) => line.replace(/ +/g, ' ').replace(/-{3,}/g, '---'))
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  return [heads, heads.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')
}

function code(text: string): string {
  return `\`${text}\``
}
