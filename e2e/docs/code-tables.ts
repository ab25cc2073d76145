// The tables of docs/codes.md, made from the tables that the packages run by.
import type { ReasonCode } from '@faceid-h5/protocol'
import { resultErrors } from '../../packages/merchant/src/result-error.js'
import { remedies } from '../../packages/relay/src/cli/doctor/remedies.js'
import {
  faceReasons,
  intentionReasons,
  livenessTagReasons,
} from '../../packages/relay/src/verification/reason-codes.js'
import { advice } from '../../packages/relay/src/verification/reason-messages.js'
import { faceCodes } from '../../packages/sandbox/src/codes/face-codes.js'
import { intentionCodes } from '../../packages/sandbox/src/codes/intention-codes.js'
import { errorHelp } from '../../packages/widget/src/client/error-help.js'

export const codeTables: Readonly<Record<string, () => string>> = {
  reasons: () =>
    table(
      ['code', 'behind it at Tencent', 'what the user is told', 'next'],
      Object.entries(advice).map(([name, { next, text }]) => [
        code(name),
        // Safe: the keys of the table are the codes.
        sourcesOf(name as ReasonCode),
        `${text['zh-CN']} · ${text.en}`,
        code(next),
      ]),
    ),
  widget: () =>
    table(
      ['code', 'again?', 'how it comes about', 'what to do'],
      Object.entries(errorHelp).map(([name, { retryable, cause, cure }]) => [
        code(name),
        retryable ? 'yes' : '',
        cause,
        cure,
      ]),
    ),
  results: () =>
    table(
      ['code', 'what failed and what to do'],
      Object.entries(resultErrors).map(([name, message]) => [code(name), message]),
    ),
  provider: () =>
    table(
      ['code', 'what it means', 'what to do'],
      Object.entries(remedies).map(([name, [text]]) => [code(name), ...text.split('\n')]),
    ),
}

/** The codes of Tencent that lead to a reason, those of one meaning together. */
function sourcesOf(reason: ReasonCode): string {
  if (reason === 'unknown') return 'any code that is not in this table'
  const kinds = [
    ['face', faceReasons, faceCodes],
    ['questions', intentionReasons.questions, intentionCodes.questions],
    ['nod', intentionReasons.nod, intentionCodes.nod],
    ['reading', intentionReasons.reading, intentionCodes.reading],
  ] as const
  const meanings = new Map<string, string[]>()
  for (const [kind, reasons, codes] of kinds) {
    for (const [number, found] of reasons) {
      if (found !== reason) continue
      const key = `${kind}: ${inLine(codes[number]?.en ?? '')}`
      meanings.set(key, [...(meanings.get(key) ?? []), String(number)])
    }
  }
  const tags = [...livenessTagReasons].flatMap(([tag, found]) => (found === reason ? [tag] : []))
  const parts = [...meanings].map(([key, numbers]) => key.replace(':', ` ${numbers.join(', ')}`))
  return [...parts, ...(tags.length > 0 ? [`tag ${tags.join(', ')}`] : [])].join('; ')
}

/** `Number differs` within a sentence; `ID card expired` as it is. */
function inLine(words: string): string {
  return /^[A-Z][a-z]/.test(words) ? `${words[0]?.toLowerCase()}${words.slice(1)}` : words
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  return [heads, heads.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')
}

function code(text: string): string {
  return `\`${text}\``
}
