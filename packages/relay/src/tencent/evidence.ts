// Reads the evidence at Tencent, each part by a call of its own: one large pull is known to fail.
import type {
  Evidence,
  EvidenceAttempt,
  EvidenceIntention,
  EvidencePart,
  EvidenceText,
  IntentionMode,
} from '@faceid-h5/protocol'
import { withoutAbsent } from '../config/without-absent.js'
import type { EvidenceHandle } from '../tokens/evidence-handle.js'
import type { TencentClient } from './client.js'
import { detectFacts, members } from './detect-info.js'
import { evidenceMedia, evidenceMediaList } from './evidence-media.js'

export const evidenceParts: readonly EvidencePart[] = [
  'text',
  'idCard',
  'frames',
  'video',
  'intention',
]

/** @throws {ProviderError} */
export async function readEvidence(
  client: TencentClient,
  handle: EvidenceHandle,
  parts: readonly EvidencePart[],
): Promise<Evidence> {
  const { bizToken: BizToken, ruleId: RuleId, scene, mode } = handle
  const ask = (InfoType: string, more: object = {}) =>
    client.call('GetDetectInfoEnhanced', { BizToken, RuleId, InfoType, ...more }, 'evidence')
  const evidence: Evidence = { scene, mode }
  if (parts.includes('text')) evidence.text = textOf(await ask('1'))
  if (parts.includes('idCard')) {
    const card = members((await ask('2')).IdCardData)
    evidence.idCard = withoutAbsent({
      front: evidenceMedia(card.OcrFront),
      back: evidenceMedia(card.OcrBack),
    })
  }
  if (parts.includes('frames')) {
    const frames = members((await ask('3', { BestFramesCount: 3 })).BestFrame)
    evidence.frames = withoutAbsent({
      best: evidenceMedia(frames.BestFrame),
      others: evidenceMediaList(frames.BestFrames),
    })
  }
  if (parts.includes('video')) {
    const video = members((await ask('4')).VideoData)
    evidence.video = withoutAbsent({ liveness: evidenceMedia(video.LivenessVideo) })
  }
  if (parts.includes('intention')) {
    const done = handle.intention ?? detectFacts(await ask('1')).intentionMode
    evidence.intention =
      done === undefined || done === 'unreadable'
        ? { recognised: [], videos: [], frames: [], audios: [] }
        : intentionOf(done, await ask(done === 'reading' ? '5' : '6'))
  }
  return evidence
}

function textOf(response: Record<string, unknown>): EvidenceText {
  const text = members(response.Text)
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
  const { ReqTime, Errcode, Errmsg, Sim, IsNeedCharge } = members(detail)
  return withoutAbsent({
    at: number(ReqTime),
    code: number(Errcode),
    message: words(Errmsg),
    similarity: number(Sim),
    billed: typeof IsNeedCharge === 'boolean' ? IsNeedCharge : undefined,
  })
}

function intentionOf(mode: IntentionMode, response: Record<string, unknown>): EvidenceIntention {
  switch (mode) {
    case 'reading': {
      const data = members(response.IntentionVerifyData)
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
      const result = members(response.IntentionQuestionResult)
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
      const result = members(response.IntentionActionResult)
      const details = Array.isArray(result.Details) ? result.Details.map(members) : []
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
