// Reads the evidence at Tencent, each part by a call of its own: one large pull is known to fail.
import type {
  Evidence,
  EvidenceAttempt,
  EvidenceIntention,
  EvidenceMedia,
  EvidencePart,
  EvidenceText,
  IntentionMode,
  Mode,
} from '@faceid-h5/protocol'
import type {
  DetectDetail,
  DetectInfoBestFrame,
  DetectInfoIdCardData,
  DetectInfoText,
  DetectInfoVideoData,
  IntentionActionResult,
  IntentionActionResultDetail,
  IntentionQuestionResult,
  IntentionVerifyData,
  Responses,
  Unchecked,
} from './api-types.js'
import { type CallOrder, rank } from './call-queue.js'
import type { TencentClient } from './client.js'
import { detectFacts, members } from './detect-info.js'
import { callPolicies } from './resilience.js'

export const evidenceParts: readonly EvidencePart[] = [
  'text',
  'idCard',
  'frames',
  'video',
  'intention',
]

type Answer = Unchecked<Responses['GetDetectInfoEnhanced']>

/** Which verification, at Tencent; an evidence handle has all of it. */
export interface EvidenceSource {
  bizToken: string
  ruleId: string
  scene: string
  mode: Mode
  intention?: IntentionMode
}

const order: CallOrder = { rank: rank.returned, starter: 'evidence', ageMs: 0, waitMs: Infinity }

/** Reads all parts at the same time, within the deadline of one evidence call. @throws {ProviderError} */
export async function readEvidence(
  client: TencentClient,
  source: EvidenceSource,
  parts: readonly EvidencePart[],
): Promise<Evidence> {
  const { bizToken: BizToken, ruleId: RuleId, scene, mode } = source
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
  const readers: Record<EvidencePart, () => Promise<Partial<Evidence>>> = {
    text: async () => ({ text: textOf(await readText()) }),
    idCard: async () => {
      const card = members<DetectInfoIdCardData>((await call('2')).IdCardData)
      const [front, back] = [evidenceMedia(card.OcrFront), evidenceMedia(card.OcrBack)]
      return { idCard: withoutAbsent({ front, back }) }
    },
    frames: async () => {
      const frames = members<DetectInfoBestFrame>(
        (await call('3', { BestFramesCount: 3 })).BestFrame,
      )
      const others = evidenceMediaList(frames.BestFrames)
      return { frames: withoutAbsent({ best: evidenceMedia(frames.BestFrame), others }) }
    },
    video: async () => {
      const video = members<DetectInfoVideoData>((await call('4')).VideoData)
      return { video: withoutAbsent({ liveness: evidenceMedia(video.LivenessVideo) }) }
    },
    intention: async () => {
      const done = source.intention ?? detectFacts(await readText()).intentionMode
      if (done === undefined || done === 'unreadable') {
        return { intention: { recognised: [], videos: [], frames: [], audios: [] } }
      }
      return { intention: intentionOf(done, await call(done === 'reading' ? '5' : '6')) }
    },
  }
  const read = await Promise.all(parts.map((part) => readers[part]()))
  return Object.assign({ scene, mode }, ...read)
}

function textOf(response: Answer): EvidenceText {
  const text = members<DetectInfoText>(response.Text)
  const ocr = withoutAbsent({
    name: words(text.OcrName),
    idCard: words(text.OcrIdCard),
    gender: words(text.OcrGender),
    nation: words(text.OcrNation),
    address: words(text.OcrAddress),
    birth: words(text.OcrBirth),
    authority: words(text.OcrAuthority),
    validDate: words(text.OcrValidDate),
  })
  return withoutAbsent({
    code: number(text.ErrCode),
    message: words(text.ErrMsg),
    name: words(text.Name),
    idCard: words(text.IdCard),
    ocr: Object.keys(ocr).length === 0 ? undefined : ocr,
    similarity: number(text.Sim),
    comparedWith: words(text.CompareLibType),
    attempts: Array.isArray(text.LivenessDetail) ? text.LivenessDetail.map(attemptOf) : [],
  })
}

/** Its members are cased in another way than those of `Text`. */
function attemptOf(detail: unknown): EvidenceAttempt {
  const { ReqTime, Errcode, Errmsg, Sim, IsNeedCharge } = members<DetectDetail>(detail)
  return withoutAbsent({
    at: number(ReqTime),
    code: number(Errcode),
    message: words(Errmsg),
    similarity: number(Sim),
    billed: typeof IsNeedCharge === 'boolean' ? IsNeedCharge : undefined,
  })
}

function intentionOf(mode: IntentionMode, response: Answer): EvidenceIntention {
  switch (mode) {
    case 'reading': {
      const data = members<IntentionVerifyData>(response.IntentionVerifyData)
      return withoutAbsent({
        mode,
        code: number(data.ErrorCode),
        message: words(data.ErrorMessage),
        recognised: [words(data.AsrResult) ?? []].flat(),
        videos: evidenceMediaList([data.IntentionVerifyVideo]),
        frames: evidenceMediaList([data.IntentionVerifyBestFrame]),
        audios: evidenceMediaList([data.IntentionVerifyAudio]),
      })
    }
    case 'questions': {
      const result = members<IntentionQuestionResult>(response.IntentionQuestionResult)
      return withoutAbsent({
        mode,
        code: number(result.FinalResultDetailCode),
        message: words(result.FinalResultMessage),
        recognised: Array.isArray(result.AsrResult) ? result.AsrResult.map(String) : [],
        videos: evidenceMediaList([result.Video]),
        frames: evidenceMediaList(result.ScreenShot),
        audios: evidenceMediaList(result.Audios),
      })
    }
    case 'nod': {
      const result = members<IntentionActionResult>(response.IntentionActionResult)
      const details = Array.isArray(result.Details)
        ? result.Details.map((detail) => members<IntentionActionResultDetail>(detail))
        : []
      return withoutAbsent({
        mode,
        code: number(result.FinalResultDetailCode),
        message: words(result.FinalResultMessage),
        recognised: [],
        videos: evidenceMediaList(details.map((detail) => detail.Video)),
        frames: details.flatMap((detail) => evidenceMediaList(detail.ScreenShot)),
        audios: [],
      })
    }
  }
}

function words(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** Tencent sends similarity and time as text. */
function number(value: unknown): number | undefined {
  const read = typeof value === 'string' && value !== '' ? Number(value) : value
  return typeof read === 'number' && Number.isFinite(read) ? read : undefined
}

/** @returns nothing where Tencent left it out or sent something that is no base64. */
function evidenceMedia(base64: unknown): EvidenceMedia | undefined {
  if (typeof base64 !== 'string' || base64 === '') return undefined
  // 24 bytes tell the type; the rest is only checked for its alphabet.
  const start = Buffer.from(base64.slice(0, 32), 'base64')
  if (start.length === 0 || /[^A-Za-z0-9+/=\s]/.test(base64)) return undefined
  return { mediaType: mediaTypeOf(start), base64 }
}

/** Of a list, what is there; of anything else nothing. */
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

type Present<T> = {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K]
} & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>
}

function withoutAbsent<T extends object>(members: T): Present<T> {
  // Safe: exactly the members that are undefined are dropped.
  return Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== undefined),
  ) as Present<T>
}
