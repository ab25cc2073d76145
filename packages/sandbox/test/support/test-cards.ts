/** The tables of docs/test-cards.md, made from the code that enforces them. */
import { detectAuthFields } from '../../src/api/detect-auth-fields.js'
import type { Field, Fields } from '../../src/api/fields.js'
import { getDetectInfoFields } from '../../src/api/get-detect-info.js'
import { apiCodes } from '../../src/codes/api-codes.js'
import { faceCodes } from '../../src/codes/face-codes.js'
import { intentionCodes } from '../../src/codes/intention-codes.js'
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
  'detect-auth': () => table(['parameter', 'limit'], limits(detectAuthFields)),
  'get-detect-info': () => table(['parameter', 'limit'], limits(getDetectInfoFields)),
  caps: () =>
    table(
      ['who', 'attempts'],
      frequencyCaps.map(({ subject, limit, period }) => [code(subject), `${limit} a ${period}`]),
    ),
  'face-codes': () =>
    table(
      ['code', 'stage', 'billed', 'meaning'],
      Object.entries(faceCodes).map(([number, { stage, billed, zh, en }]) => [
        number,
        stage,
        billed ? 'yes' : '',
        `${zh} · ${en}`,
      ]),
    ),
  'intention-codes': () => {
    const { questions, nod, reading } = intentionCodes
    const numbers = [...new Set([questions, reading].flatMap((codes) => Object.keys(codes)))]
    const order = numbers.map(Number).sort((left, right) => Math.abs(left) - Math.abs(right))
    return table(
      ['code', 'questions', 'nod', 'reading'],
      order.map((number) => [
        String(number),
        ...[questions, nod, reading].map((codes) => codes[number]?.en ?? ''),
      ]),
    )
  },
  'api-codes': () =>
    table(
      ['code', 'answered by'],
      Object.entries(apiCodes).map(([name, { calls }]) => [
        code(name),
        { any: 'any call', both: 'both calls' }[String(calls)] ?? calls,
      ]),
    ),
}

function limits(fields: Fields, path = ''): string[][] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const own = [code(`${path}${name}`), limit(field)]
    const inner = innerFields(field)
    return inner
      ? [own, ...limits(inner, `${path}${name}${field.type === 'list' ? '[]' : ''}.`)]
      : [own]
  })
}

function innerFields(field: Field): Fields | undefined {
  if (field.type === 'object') return field.fields
  return field.type === 'list' ? innerFields(field.of) : undefined
}

function limit(field: Field): string {
  const words: string[] = [field.required ? `${field.type}, required` : field.type]
  if (field.type === 'string') {
    if (field.max !== undefined) words.push(`at most ${field.max.toLocaleString('en')} characters`)
    if (field.among) words.push(field.among.join(' or '))
    if (field.check) words.push(field.check.rule)
  } else if (field.type === 'integer') {
    if (field.among) words.push(field.among.join(', '))
    if (field.min !== undefined) words.push(`${field.min} or more`)
  } else if (field.type === 'list') {
    words.push(`${field.min} to ${field.max}`)
    if (field.of.type === 'string' && field.of.max)
      words.push(`each at most ${field.of.max} characters`)
  }
  return words.join('; ')
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  return [heads, heads.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')
}

function code(text: string): string {
  return `\`${text}\``
}
