/** The parts with pictures and videos, null as long as the camera has not seen anything. */
import { media } from '../media/media.js'
import type { Verification } from '../state/verification.js'

type Answer = Record<string, unknown>

export function idCardData(
  { person, page }: Verification,
  asked: { IsCutIdCardImage?: boolean; IsNeedIdCardAvatar?: boolean },
): Answer | null {
  if (!page.cardRead) return null
  return {
    OcrFront: media.cardFront(person, false),
    OcrBack: media.cardBack(false),
    ProcessedFrontImage: asked.IsCutIdCardImage ? media.cardFront(person, true) : null,
    ProcessedBackImage: asked.IsCutIdCardImage ? media.cardBack(true) : null,
    Avatar: asked.IsNeedIdCardAvatar ? media.portrait() : null,
    WarnInfos: null,
    BackWarnInfos: null,
  }
}

export function bestFrame(
  { attempts }: Verification,
  { BestFramesCount = 0 }: { BestFramesCount?: number },
): Answer | null {
  if (attempts.length === 0) return null
  // "More than 10 get 10" is documented; it is no error.
  const count = Math.min(BestFramesCount, 10)
  return {
    BestFrame: media.frame(0),
    BestFrames: count > 0 ? Array.from({ length: count }, (_, n) => media.frame(n)) : null,
  }
}

export function videoData({ attempts }: Verification): Answer | null {
  if (attempts.length === 0) return null
  return { LivenessVideo: media.video(), LivenessVideos: null }
}
