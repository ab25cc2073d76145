/** The tables of TEST-NAMES.md, made from the code that enforces them. */
import { defaultRules, magicIdCard, magicNames } from '../../src/index.js'
import { behaviourMeanings } from '../../src/state/behaviours.js'
import { frequencyCaps } from '../../src/state/frequency.js'

export const testCards: Readonly<Record<string, () => string>> = {
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
  behaviours: () =>
    table(
      ['kind', 'with', 'what happens'],
      Object.entries(behaviourMeanings).map(([kind, [fields, en]]) => [code(kind), fields, en]),
    ),
  caps: () =>
    table(
      ['who', 'attempts'],
      frequencyCaps.map(({ subject, limit, period }) => [code(subject), `${limit} a ${period}`]),
    ),
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  return [heads, heads.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')
}

function code(text: string): string {
  return `\`${text}\``
}
