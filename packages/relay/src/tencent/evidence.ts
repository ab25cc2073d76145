// Reads the evidence from Tencent, each part by a call of its own: one large call is known to fail.
import type {
  Evidence,
  EvidenceAttempt,
  EvidenceIntention,
  EvidenceMedia,
  EvidencePart,
  EvidenceText,
  IntentionMode,
} from '@faceid-h5/protocol'
import type {
  DetectDetail,
  IntentionActionResultDetail,
  Responses,
  Unchecked,
} from './api-types.js'
import { type CallOrder, rank } from './call-queue.js'
import type { TencentClient } from './client.js'
import { detectFacts, members, partOf } from './detect-info.js'
import { callPolicies } from './resilience.js'

export const evidenceParts: readonly EvidencePart[] = [
  'text',
  'idCard',
  'frames',
  'video',
  'intention',
]

type Answer = Unchecked<Responses['GetDetectInfoEnhanced']>

const order: CallOrder = { rank: rank.returned, starter: 'evidence', ageMs: 0, waitMs: Infinity }

/** Reads all parts at the same time, within the deadline of one evidence call. @throws {ProviderError} */
export async function readEvidence(
  client: TencentClient,
  source: { bizToken: string; ruleId: string; intention?: IntentionMode | undefined },
  parts: readonly EvidencePart[],
): Promise<Partial<Evidence>> {
  const { bizToken: BizToken, ruleId: RuleId } = source
  const endsAt = performance.now() + callPolicies.evidence.deadlineMs
  const call = (InfoType: string, more: { BestFramesCount?: number } = {}) =>
    client.call(
      'GetDetectInfoEnhanced',
      { BizToken, RuleId, InfoType, ...more },
      { policy: 'evidence', order, endsAt },
    )
  let text: Promise<Answer> | undefined
  const readText = () => {
    text ??= call('1')
    return text
  }
  // Members that Tencent leaves out are undefined here; JSON drops them.
  const readers: Record<EvidencePart, () => Promise<object>> = {
    text: async () => ({ text: textOf(await readText()) }),
    idCard: async () => {
      const card = partOf(await call('2'), 'IdCardData')
      const [front, back] = [evidenceMedia(card.OcrFront), evidenceMedia(card.OcrBack)]
      return { idCard: { front, back } }
    },
    frames: async () => {
      const frames = partOf(await call('3', { BestFramesCount: 3 }), 'BestFrame')
      const others = evidenceMediaList(frames.BestFrames)
      return { frames: { best: evidenceMedia(frames.BestFrame), others } }
    },
    video: async () => {
      const video = partOf(await call('4'), 'VideoData')
      return { video: { liveness: evidenceMedia(video.LivenessVideo) } }
    },
    intention: async () => {
      const done = source.intention ?? detectFacts(await readText()).intentionMode
      if (done === undefined || done === 'unreadable') {
        return { intention: { recognised: [], videos: [], frames: [], audios: [] } }
      }
      return { intention: intentionOf(done, await call(done === 'reading' ? '5' : '6')) }
    },
  }
  return Object.assign({}, ...(await Promise.all(parts.map((part) => readers[part]()))))
}

function textOf(response: Answer) {
  const text = partOf(response, 'Text')
  const ocr = {
    name: words(text.OcrName),
    idCard: words(text.OcrIdCard),
    gender: words(text.OcrGender),
    nation: words(text.OcrNation),
    address: words(text.OcrAddress),
    birth: words(text.OcrBirth),
    authority: words(text.OcrAuthority),
    validDate: words(text.OcrValidDate),
  }
  return {
    code: number(text.ErrCode),
    message: words(text.ErrMsg),
    name: words(text.Name),
    idCard: words(text.IdCard),
    ocr: Object.values(ocr).some((word) => word !== undefined) ? ocr : undefined,
    similarity: number(text.Sim),
    comparedWith: words(text.CompareLibType),
    attempts: Array.isArray(text.LivenessDetail) ? text.LivenessDetail.map(attemptOf) : [],
  } satisfies Record<keyof EvidenceText, unknown>
}

/** Its members are cased differently from those of `Text`. */
function attemptOf(detail: unknown) {
  const { ReqTime, Errcode, Errmsg, Sim, IsNeedCharge } = members<DetectDetail>(detail)
  return {
    at: number(ReqTime),
    code: number(Errcode),
    message: words(Errmsg),
    similarity: number(Sim),
    billed: typeof IsNeedCharge === 'boolean' ? IsNeedCharge : undefined,
  } satisfies Record<keyof EvidenceAttempt, unknown>
}

function intentionOf(mode: IntentionMode, response: Answer) {
  const outcome = (code: unknown, message: unknown) => ({
    mode,
    code: number(code),
    message: words(message),
  })
  if (mode === 'reading') {
    const data = partOf(response, 'IntentionVerifyData')
    return {
      ...outcome(data.ErrorCode, data.ErrorMessage),
      recognised: [words(data.AsrResult) ?? []].flat(),
      videos: evidenceMediaList([data.IntentionVerifyVideo]),
      frames: evidenceMediaList([data.IntentionVerifyBestFrame]),
      audios: evidenceMediaList([data.IntentionVerifyAudio]),
    } satisfies IntentionKeys
  }
  if (mode === 'questions') {
    const result = partOf(response, 'IntentionQuestionResult')
    return {
      ...outcome(result.FinalResultDetailCode, result.FinalResultMessage),
      recognised: Array.isArray(result.AsrResult) ? result.AsrResult.map(String) : [],
      videos: evidenceMediaList([result.Video]),
      frames: evidenceMediaList(result.ScreenShot),
      audios: evidenceMediaList(result.Audios),
    } satisfies IntentionKeys
  }
  const result = partOf(response, 'IntentionActionResult')
  const list = Array.isArray(result.Details) ? result.Details : []
  const details = list.map((detail) => members<IntentionActionResultDetail>(detail))
  return {
    ...outcome(result.FinalResultDetailCode, result.FinalResultMessage),
    recognised: [],
    videos: evidenceMediaList(details.map((detail) => detail.Video)),
    frames: details.flatMap((detail) => evidenceMediaList(detail.ScreenShot)),
    audios: [],
  } satisfies IntentionKeys
}

type IntentionKeys = Record<keyof EvidenceIntention, unknown>

function words(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** Tencent sends similarity and time as text. */
function number(value: unknown): number | undefined {
  const read = typeof value === 'string' && value !== '' ? Number(value) : value
  return typeof read === 'number' && Number.isFinite(read) ? read : undefined
}

/** @returns undefined if Tencent left it out or sent no base64. */
function evidenceMedia(base64: unknown): EvidenceMedia | undefined {
  if (typeof base64 !== 'string' || base64 === '') return undefined
  // 24 bytes tell the type; the rest is only checked for its alphabet.
  const start = Buffer.from(base64.slice(0, 32), 'base64')
  if (start.length === 0 || /[^A-Za-z0-9+/=\s]/.test(base64)) return undefined
  return { mediaType: mediaTypeOf(start), base64 }
}

function evidenceMediaList(list: unknown): EvidenceMedia[] {
  return Array.isArray(list) ? list.flatMap((one) => evidenceMedia(one) ?? []) : []
}

function mediaTypeOf(start: Buffer): string {
  const text = start.toString('latin1')
  if (text.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png'
  if (text.slice(4, 8) === 'ftyp') return 'video/mp4'
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WAVE') return 'audio/wav'
  if (text.startsWith('ID3') || text.startsWith('\xff\xfb')) return 'audio/mpeg'
  if (text.startsWith('\x1aE\xdf\xa3')) return 'video/webm'
  return 'application/octet-stream'
}
