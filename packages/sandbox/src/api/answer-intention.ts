/**
 * The three result objects of an intention. Two traps are kept on purpose: the objects of the kinds
 * not used are there all the same, and that of reading then says `ErrorCode: 0`.
 */
import { intentionCodes } from '../codes/intention-codes.js'
import { media } from '../media/media.js'
import type { IntentionKind } from '../rules.js'
import type { Verification } from '../state/verification.js'

type Answer = Record<string, unknown>

export function readingResult(verification: Verification): Answer {
  if (verification.rule.intention !== 'reading') return { ...emptyReading, ErrorCode: 0 }
  const code = verification.intention
  if (code === null) return { ...emptyReading, ErrorCode: null, ErrorMessage: null }
  const heard = code === 0 || [-10, 3011, 3012].includes(code)
  return {
    IntentionVerifyVideo: media.video(),
    AsrResult: heard ? spoken(code === 0, verification.request.IntentionVerifyText ?? '') : '',
    ErrorCode: code,
    ErrorMessage: describe('reading', code),
    IntentionVerifyBestFrame: media.frame(0),
    AsrResultSimilarity: code === 0 ? '98.50' : null,
    IntentionVerifyAudio: heard ? media.voice() : '',
  }
}

export function questionResult(verification: Verification): Answer {
  const code = verification.rule.intention === 'questions' ? verification.intention : null
  if (code === null) return emptyQuestions
  const questions = verification.request.IntentionQuestions ?? []
  // Answered up to the question that failed, which is the last one.
  const results = questions.map((_, place) =>
    code !== 0 && place === questions.length - 1 ? '-1' : '0',
  )
  return {
    FinalResultDetailCode: code,
    FinalResultMessage: describe('questions', code),
    Video: media.video(),
    ScreenShot: questions.map((_, place) => media.frame(place % 10)),
    ResultCode: results,
    AsrResult: questions.map(({ Answers }, place) =>
      results[place] === '0' ? (Answers[0] ?? '') : code === -301 ? '不同意' : '',
    ),
    Audios: questions.map(() => media.voice()),
    FinalResultCode: code === 0 ? '0' : code === -800 ? '-2' : '-1',
  }
}

export function actionResult(verification: Verification): Answer {
  const code = verification.rule.intention === 'nod' ? verification.intention : null
  if (code === null) return { FinalResultDetailCode: null, FinalResultMessage: null, Details: null }
  return {
    FinalResultDetailCode: code,
    FinalResultMessage: describe('nod', code),
    Details: (verification.request.IntentionActions ?? []).map((_, place) => ({
      Video: media.video(),
      ScreenShot: [media.frame(place % 10)],
    })),
  }
}

const emptyReading: Answer = {
  IntentionVerifyVideo: '',
  AsrResult: '',
  ErrorCode: null,
  ErrorMessage: '',
  IntentionVerifyBestFrame: '',
  AsrResultSimilarity: null,
  IntentionVerifyAudio: '',
}

const emptyQuestions: Answer = {
  FinalResultDetailCode: null,
  FinalResultMessage: null,
  Video: null,
  ScreenShot: null,
  ResultCode: null,
  AsrResult: null,
  Audios: null,
  FinalResultCode: null,
}

function spoken(right: boolean, text: string): string {
  return right ? text : [...text].slice(0, Math.ceil(text.length / 3)).join('')
}

function describe(kind: IntentionKind, code: number): string {
  return intentionCodes[kind][code]?.zh ?? '未知错误'
}
