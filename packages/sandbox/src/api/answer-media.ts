/** The parts with pictures and videos. As long as the camera has not seen anything they are empty. */
import { media, videoOfSize } from '../fixtures/media.js'
import type { Verification } from '../state/verification.js'

type Answer = Record<string, unknown>

export function idCardData(
  { cardRead }: Verification,
  asked: { IsCutIdCardImage?: boolean; IsNeedIdCardAvatar?: boolean },
): Answer {
  const cut = cardRead && asked.IsCutIdCardImage
  return {
    OcrFront: cardRead ? media.cardFront : null,
    OcrBack: cardRead ? media.cardBack : null,
    ProcessedFrontImage: cut ? media.cardFront : null,
    ProcessedBackImage: cut ? media.cardBack : null,
    Avatar: cardRead && asked.IsNeedIdCardAvatar ? media.portrait : null,
    WarnInfos: null,
    BackWarnInfos: null,
  }
}

/** Above ten frames there is no error: ten are returned. */
export function bestFrame(
  { attempts }: Verification,
  { BestFramesCount = 0 }: { BestFramesCount?: number },
): Answer {
  if (attempts.length === 0) return { BestFrame: null, BestFrames: [] }
  const BestFrames = new Array(Math.min(BestFramesCount, 10)).fill(media.bestFrame)
  return { BestFrame: media.bestFrame, BestFrames }
}

export function videoData(
  { attempts, rule }: Verification,
  { IsReturnAllVideo = false }: { IsReturnAllVideo?: boolean },
  videoBytes: number,
): Answer {
  if (attempts.length === 0) return { LivenessVideo: null, LivenessVideos: null }
  const video = videoOfSize(videoBytes)
  const all = attempts.map(({ sequence }) => ({ Seq: sequence, Video: video }))
  return {
    LivenessVideo: video,
    LivenessVideos: rule.storage && IsReturnAllVideo ? all : null,
  }
}
