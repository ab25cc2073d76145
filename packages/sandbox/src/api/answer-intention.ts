/**
 * The result objects of an intention. The traps are kept on purpose: objects of kinds that were not
 * used are there, full of nulls, and where questions or a nod were used that of reading says
 * `ErrorCode: 0`. `FinalResultCode` is a string.
 */
import { intentionCodes } from '../codes/intention-codes.js'
import { media } from '../fixtures/media.js'
import type { IntentionKind } from '../rules.js'
import type { Verification } from '../state/verification.js'

type Answer = Record<string, unknown>

export function readingResult({ rule, request, intention }: Verification): Answer {
  const code = intention ?? 0
  const heard = code === 0 || recorded.includes(code)
  const words = request.IntentionVerifyText ?? ''
  const answer = {
    IntentionVerifyVideo: media.video,
    AsrResult: heard ? (code === 0 ? words : words.slice(0, words.length >> 1)) : '',
    ErrorCode: code,
    ErrorMessage: describe('reading', code),
    IntentionVerifyBestFrame: media.bestFrame,
    AsrResultSimilarity: null,
    IntentionVerifyAudio: heard ? media.voice : '',
  }
  if (rule.intention === 'questions' || rule.intention === 'nod')
    return { ...empty(answer), ErrorCode: 0 }
  return rule.intention === undefined || intention === null ? empty(answer) : answer
}

/** Failures of reading after which there is a voice to listen to. */
const recorded: readonly number[] = [-10, 3011, 3012]

/** Answered right up to the last question, which is where a failure happened. */
export function questionResult({ rule, request, intention }: Verification): Answer {
  const code = intention ?? 0
  const questions = request.IntentionQuestions ?? []
  const right = questions.map((_, place) => code === 0 || place < questions.length - 1)
  const wrongWords = code === -301 ? '不同意' : ''
  const answer = {
    FinalResultDetailCode: code,
    FinalResultMessage: describe('questions', code),
    Video: media.video,
    ScreenShot: questions.map(() => media.bestFrame),
    ResultCode: right.map((one) => (one ? '0' : '-1')),
    AsrResult: questions.map(({ Answers }, place) => (right[place] ? Answers[0] : wrongWords)),
    Audios: questions.map(() => media.voice),
    FinalResultCode: code === 0 ? '0' : code === -800 ? '-2' : '-1',
  }
  return rule.intention !== 'questions' || intention === null ? empty(answer) : answer
}

export function actionResult({ rule, request, intention }: Verification): Answer | null {
  if (rule.intention !== 'nod') return null
  if (intention === null)
    return { FinalResultDetailCode: null, FinalResultMessage: null, Details: [] }
  return {
    FinalResultDetailCode: intention,
    FinalResultMessage: describe('nod', intention),
    Details: (request.IntentionActions ?? []).map(() => ({
      Video: media.video,
      ScreenShot: [media.bestFrame],
    })),
  }
}

/** The same members: empty lists, and null for everything else. */
function empty(answer: Answer): Answer {
  const members = Object.entries(answer)
  return Object.fromEntries(members.map(([name, of]) => [name, Array.isArray(of) ? [] : null]))
}

function describe(kind: IntentionKind, code: number): string {
  return intentionCodes[kind][code]?.zh ?? '未知错误'
}
