/**
 * `faceid-sandbox compare rehearsal.json`: performs the recorded verification with this sandbox and lists where its
 * answers differ from those that the file recorded. `faceid-relay rehearse` writes the file; it holds names, types,
 * sizes and codes only.
 */
import { randomUUID } from 'node:crypto'
import { ApiError } from './api/api-error.js'
import type { ApiContext } from './api/context.js'
import { detectAuth } from './api/detect-auth.js'
import { getDetectInfo } from './api/get-detect-info.js'
import { normalizeOptions } from './options.js'
import { returnAddress } from './pages/return-address.js'
import { checkRules, type IntentionKind, type Rule } from './rules.js'
import { createState } from './state/state.js'
import { finish, retentionMs } from './state/verification.js'

export interface Difference {
  /** Such as `InfoType 1: Text.Sim`. */
  where: string
  recorded: string
  sandbox: string
}

interface Call {
  code: string
  fields: Record<string, { type: string; code?: string }>
}

/** The parts of the file that are compared. */
interface Rehearsal {
  format: string
  scene: { mode: Rule['mode']; identity: Rule['identity']; intention: IntentionKind | null }
  start: Call
  url: { path: string; parameters: string[]; fragment: string }
  bizToken: string
  return: { seen: boolean; parameters: string[] }
  extraInText: string
  reads: Record<string, Call | undefined>
  unknownToken: Call | null
  afterThreeDays: Call | null
}

const words: Readonly<Record<IntentionKind, object>> = {
  reading: { IntentionVerifyText: '同意' },
  questions: { IntentionQuestions: [{ Question: '同意吗？', Answers: ['同意'] }] },
  nod: { IntentionActions: [{ Text: '同意请点头' }], Config: { IntentionType: 1 } },
}
const codeOf: Readonly<Record<IntentionKind, readonly [part: string, field: string]>> = {
  reading: ['5', 'IntentionVerifyData.ErrorCode'],
  questions: ['6', 'IntentionQuestionResult.FinalResultDetailCode'],
  nod: ['6', 'IntentionActionResult.FinalResultDetailCode'],
}

/** @throws {TypeError} if this is not the file of a rehearsal. */
export function compareRehearsal(file: unknown): Difference[] {
  const recorded = Object(file) as Rehearsal // its format is checked on the next line
  if (recorded.format !== 'faceid-rehearsal/1')
    throw new TypeError('This is not a file of `faceid-relay rehearse`: `format` differs')
  const { mode, identity, intention } = recorded.scene
  const rule: Rule = { mode, identity, ...(intention && { intention }) }
  checkRules({ 1: rule })
  const options = normalizeOptions({ rules: { 1: rule } })
  const state = createState(options)
  const context: ApiContext = { options, state, publicUrl: () => 'http://127.0.0.1' }
  const differences: Difference[] = []
  const differ = (where: string, theirs: unknown, ours: unknown) => {
    if (theirs !== ours)
      differences.push({ where, recorded: String(theirs), sandbox: String(ours) })
  }
  const compareCalls = (where: string, theirs: Call, ours: Call) => {
    differ(`${where}: code`, theirs.code, ours.code)
    if (theirs.code !== 'Success' || ours.code !== 'Success') return
    for (const path of new Set([...Object.keys(theirs.fields), ...Object.keys(ours.fields)]))
      differ(`${where}: ${path}`, typeOf(theirs, path), typeOf(ours, path))
  }

  const redirectUrl = 'https://m.shop.example/return'
  const { call: start, answer } = record(() =>
    detectAuth(
      {
        RuleId: '1',
        RedirectUrl: redirectUrl,
        Extra: 'rehearsal',
        ...(identity === 'supplied' ? { Name: '核身测试', IdCard: '11010519491231002X' } : {}),
        ...(intention === null ? {} : words[intention]),
      },
      context,
    ),
  )
  compareCalls('DetectAuth', recorded.start, start)
  const bizToken = String(answer.BizToken)
  const verification = state.tokens.find(bizToken)
  if (typeof verification === 'string') return differences
  const url = new URL(String(answer.Url))
  differ('Url: path', recorded.url.path, url.pathname)
  differ('Url: parameters', sorted(recorded.url.parameters), sorted([...url.searchParams.keys()]))
  differ('Url: fragment', recorded.url.fragment, url.hash)
  differ('BizToken', recorded.bizToken, formOf(bizToken))
  if (recorded.return.seen) {
    const back = new URL(returnAddress(redirectUrl, bizToken, 'rehearsal') ?? redirectUrl)
    const parameters = sorted([...back.searchParams.keys()])
    differ('return: parameters', sorted(recorded.return.parameters), parameters)
  }

  const read = (BizToken: string, InfoType: string) =>
    record(() => getDetectInfo({ BizToken, RuleId: '1', InfoType }, context)).call
  if (recorded.reads.pending !== undefined)
    compareCalls('InfoType 1 before the end', recorded.reads.pending, read(bizToken, '1'))
  const [part, field] = codeOf[intention ?? 'questions']
  const face = codeIn(recorded.reads['1'], 'Text.ErrCode')
  const result = intention === null ? null : codeIn(recorded.reads[part], field)
  if (face !== null) finish(verification, { face, intention: result }, state.clock.now())
  for (const [name, call] of Object.entries(recorded.reads))
    if (call !== undefined && /^\d$/.test(name))
      compareCalls(`InfoType ${name}`, call, read(bizToken, name))
  if (face !== null) differ('Text.Extra', recorded.extraInText, 'same')
  if (recorded.unknownToken !== null)
    compareCalls('unknown BizToken', recorded.unknownToken, read(randomUUID().toUpperCase(), '1'))
  if (recorded.afterThreeDays !== null) {
    state.clock.advance(retentionMs + 1)
    compareCalls('BizToken after three days', recorded.afterThreeDays, read(bizToken, '1'))
  }
  return differences
}

function record(call: () => object): { call: Call; answer: Record<string, unknown> } {
  try {
    // As the gateway sends it: with a RequestId, through JSON.
    const answer = JSON.parse(JSON.stringify({ ...call(), RequestId: randomUUID() }))
    const fields: Call['fields'] = {}
    recordFields(answer, '', fields)
    return { call: { code: 'Success', fields }, answer }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return { call: { code: error.code, fields: {} }, answer: {} }
  }
}

function recordFields(value: unknown, path: string, fields: Call['fields']): void {
  if (path !== '') {
    const type = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value
    const types = new Set([...(fields[path]?.type.split('|') ?? []), type])
    fields[path] = { type: [...types].sort().join('|') }
  }
  if (Array.isArray(value)) for (const member of value) recordFields(member, `${path}[]`, fields)
  else if (typeof value === 'object' && value !== null)
    for (const [name, member] of Object.entries(value))
      recordFields(member, path === '' ? name : `${path}.${name}`, fields)
}

function typeOf({ fields }: Call, path: string): string {
  return fields[path]?.type ?? 'absent'
}

function codeIn(call: Call | undefined, field: string): number | null {
  const code = call?.fields[field]?.code
  return code === undefined ? null : Number(code)
}

function formOf(token: string): string {
  const uuid = /^[\dA-F]{8}(-[\dA-F]{4}){3}-[\dA-F]{12}$/i.test(token)
  return `${uuid ? 'UUID' : `${token.length} characters`}, ${token === token.toUpperCase() ? 'upper' : 'mixed'} case`
}

function sorted(names: readonly string[]): string {
  return [...names].sort().join(', ') || '–'
}
