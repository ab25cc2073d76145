// Compares a rehearsal with what the relay is built on: as expected, different (what that means), or not seen.
import type { Finding } from '../finding.js'
import type { TextKey, Values } from '../messages.js'
import type { RecordedCall, Rehearsal } from './record.js'

/** Part of InfoType → the fields that the relay reads of it. */
const readFields: Readonly<Record<string, readonly string[]>> = {
  '1': ['Text.ErrCode', 'Text.Sim', 'Text.LivenessDetail', 'Text.LivenessDetail[].IsNeedCharge'],
  '2': ['IdCardData'],
  '3': ['BestFrame'],
  '4': ['VideoData'],
  '5': ['IntentionVerifyData'],
  '6': ['IntentionQuestionResult', 'IntentionActionResult'],
}

/** Its IntentionVerifyType, and the part and the field that hold its code. */
const intentions = {
  questions: ['0', '6', 'IntentionQuestionResult.FinalResultDetailCode'],
  nod: ['1', '6', 'IntentionActionResult.FinalResultDetailCode'],
  reading: ['2', '5', 'IntentionVerifyData.ErrorCode'],
} as const

export function* checkRehearsal(
  rehearsal: Rehearsal,
  hosts: readonly string[],
): Generator<Finding> {
  const { url, bizToken, start, reads, unknownToken, afterThreeDays, scene } = rehearsal
  const { code, milliseconds: ms } = start
  yield item(code === 'Success', 'rehearse.start', { code, ms })
  if (url === null) return
  const knownHost = rehearsal.endpoint === 'sandbox' || hosts.some((host) => host === url.host)
  const shape = url.path === '/connect/oauth2/authorize' && url.fragment === '#wechat_redirect'
  yield item(knownHost && shape, 'rehearse.url', { host: url.host, path: url.path })
  yield item(bizToken === 'UUID, upper case', 'rehearse.token', { form: bizToken })

  const { seen, parameters } = rehearsal.return
  const names = parameters.join(', ') || '–'
  const both = parameters.includes('BizToken') && parameters.includes('Extra')
  yield item(seen ? both : undefined, seen ? 'rehearse.return' : 'rehearse.noReturn', { names })
  const decided = reads['1']?.fields['Text.ErrCode']?.code !== undefined
  const { extraInText } = rehearsal
  const extra = extraInText === 'absent' && !decided ? undefined : extraInText === 'same'
  yield item(extra, 'rehearse.extra', { found: extraInText })

  for (const [part, names] of Object.entries(readFields)) {
    const call = reads[part]
    if (call === undefined) continue
    const state = names.map((name) => `${name}: ${call.fields[name]?.type ?? 'absent'}`).join(', ')
    const values = { part, code: call.code, state, bytes: call.bytes, ms: call.milliseconds }
    yield item(isExpected(call, names), 'rehearse.part', values)
  }
  if (scene.intention !== null) {
    const fields = reads['1']?.fields ?? {}
    const [rightType, part, path] = intentions[scene.intention]
    const done = fields.IsVerifyIntention?.code ?? 'absent'
    const type = fields.IntentionVerifyType?.code ?? 'absent'
    const code = reads[part]?.fields[path]?.code ?? 'absent'
    const right = done === 'true' && type === rightType
    const expected = decided ? right && code !== 'absent' : undefined
    yield item(expected, 'rehearse.intention', { done, type, code })
  }
  yield item(true, 'rehearse.codes', { codes: rehearsal.codes.join(', ') })
  if (unknownToken !== null) {
    const { code } = unknownToken
    yield item(code === 'InvalidParameter', 'rehearse.unknownToken', { code })
  }
  if (afterThreeDays === null) yield item(undefined, 'rehearse.notLater')
  else {
    const { code } = afterThreeDays
    yield item(/BizTokenExpired$/.test(code), 'rehearse.later', { code })
  }
  const { made, charged } = rehearsal.attempts
  yield item(made > 0 || undefined, 'rehearse.charged', { made, charged })
  const { ours, operator, relay } = rehearsal.verdict
  const agrees = relay === null ? undefined : relay === ours
  yield item(agrees, 'rehearse.relayVerdict', { relay: relay ?? '–', ours })
  if (operator === 'unknown') yield item(undefined, 'rehearse.noOperatorVerdict', { ours })
  else yield item(operator === ours, 'rehearse.operatorVerdict', { ours, operator })
}

/** @param expected undefined if it was not seen. */
function item(expected: boolean | undefined, text: TextKey, values: Values = {}): Finding {
  return { verdict: expected === undefined ? 'note' : expected ? 'fine' : 'fix', text, values }
}

/** Null is "not seen": a part that the flow does not have, or not yet. */
function isExpected(call: RecordedCall, names: readonly string[]): boolean | undefined {
  const types = names.map((name) => call.fields[name]?.type)
  if (call.code !== 'Success' || types[0] === undefined) return false
  return types.some((type) => type !== undefined && type !== 'null') || undefined
}
