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
  if (rule.intention === 'questions' || rule.intention === 'nod')
    return { ...emptyReading, ErrorCode: 0 }
  if (rule.intention === undefined || intention === null) return emptyReading
  const heard = intention === 0 || recorded.includes(intention)
  const words = request.IntentionVerifyText ?? ''
  return {
    IntentionVerifyVideo: media.video,
    AsrResult: heard ? (intention === 0 ? words : words.slice(0, words.length >> 1)) : '',
    ErrorCode: intention,
    ErrorMessage: describe('reading', intention),
    IntentionVerifyBestFrame: media.bestFrame,
    AsrResultSimilarity: null,
    IntentionVerifyAudio: heard ? media.voice : '',
  }
}

/** Failures of reading after which there is a voice to listen to. */
const recorded: readonly number[] = [-10, 3011, 3012]

/** Answered right up to the last question, which is where a failure happened. */
export function questionResult({ rule, request, intention }: Verification): Answer {
  if (rule.intention !== 'questions' || intention === null) return emptyQuestions
  const questions = request.IntentionQuestions ?? []
  const right = questions.map((_, place) => intention === 0 || place < questions.length - 1)
  const wrongWords = intention === -301 ? '不同意' : ''
  return {
    FinalResultDetailCode: intention,
    FinalResultMessage: describe('questions', intention),
    Video: media.video,
    ScreenShot: questions.map(() => media.bestFrame),
    ResultCode: right.map((one) => (one ? '0' : '-1')),
    AsrResult: questions.map(({ Answers }, place) => (right[place] ? Answers[0] : wrongWords)),
    Audios: questions.map(() => media.voice),
    FinalResultCode: intention === 0 ? '0' : intention === -800 ? '-2' : '-1',
  }
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

const emptyReading: Answer = {
  IntentionVerifyVideo: null,
  AsrResult: null,
  ErrorCode: null,
  ErrorMessage: null,
  IntentionVerifyBestFrame: null,
  AsrResultSimilarity: null,
  IntentionVerifyAudio: null,
}

const emptyQuestions: Answer = {
  FinalResultDetailCode: null,
  FinalResultMessage: null,
  Video: null,
  ScreenShot: [],
  ResultCode: [],
  AsrResult: [],
  Audios: [],
  FinalResultCode: null,
}

function describe(kind: IntentionKind, code: number): string {
  return intentionCodes[kind][code]?.zh ?? '未知错误'
}
