/** The parts with pictures and videos. As long as the camera has not seen anything they are empty. */
import { media } from '../media/media.js'
import type { Verification } from '../state/verification.js'

type Answer = Record<string, unknown>

export function idCardData(
  { person, cardRead }: Verification,
  asked: { IsCutIdCardImage?: boolean; IsNeedIdCardAvatar?: boolean },
): Answer {
  const cut = cardRead && asked.IsCutIdCardImage
  return {
    OcrFront: cardRead ? media.cardFront(person) : null,
    OcrBack: cardRead ? media.cardBack(false) : null,
    ProcessedFrontImage: cut ? media.cardFrontCut(person) : null,
    ProcessedBackImage: cut ? media.cardBack(true) : null,
    Avatar: cardRead && asked.IsNeedIdCardAvatar ? media.portrait() : null,
    WarnInfos: null,
    BackWarnInfos: null,
  }
}

/** More frames than ten are asked for without an error, and ten come. */
export function bestFrame(
  { attempts }: Verification,
  { BestFramesCount = 0 }: { BestFramesCount?: number },
): Answer {
  if (attempts.length === 0) return { BestFrame: null, BestFrames: [] }
  const numbers = Array.from({ length: Math.min(BestFramesCount, 10) }, (_, number) => number)
  return { BestFrame: media.frame(0), BestFrames: numbers.map((number) => media.frame(number)) }
}

export function videoData(
  { attempts, rule }: Verification,
  { IsReturnAllVideo = false }: { IsReturnAllVideo?: boolean },
  videoBytes: number,
): Answer {
  if (attempts.length === 0) return { LivenessVideo: null, LivenessVideos: null }
  const video = media.longVideo(videoBytes)
  const all = attempts.map(({ sequence }) => ({ Seq: sequence, Video: video }))
  return {
    LivenessVideo: video,
    LivenessVideos: rule.storage && IsReturnAllVideo ? all : null,
  }
}
