import type { Mode } from './environment.js'
import type { IntentionMode } from './intention.js'

/** The parts of the evidence; each is a call of its own at Tencent. */
export type EvidencePart = 'text' | 'idCard' | 'frames' | 'video' | 'intention'

/** One picture or recording, as base64 (standard alphabet). */
export interface EvidenceMedia {
  mediaType: string
  base64: string
}

/** One try of the user in front of the camera. */
export interface EvidenceAttempt {
  /** Milliseconds since 1970, UTC. */
  at?: number
  code?: number
  message?: string
  /** 0–100; the same person from 70. */
  similarity?: number
  /** Tencent bills this attempt. */
  billed?: boolean
}

/** Who it was, as far as Tencent knows: from the ID card where it was scanned, else as supplied. */
export interface EvidenceText {
  /** `Text.ErrCode`: the face only. */
  code?: number
  message?: string
  name?: string
  idCard?: string
  /** What was read from the ID card. */
  ocr?: {
    name?: string
    idCard?: string
    gender?: string
    nation?: string
    address?: string
    /** YYYY/M/D */
    birth?: string
    authority?: string
    /** YYYY.MM.DD-YYYY.MM.DD */
    validDate?: string
  }
  similarity?: number
  /** What the face was compared with, in Tencent's words. */
  comparedWith?: string
  attempts: EvidenceAttempt[]
}

export interface EvidenceIdCard {
  front?: EvidenceMedia
  back?: EvidenceMedia
}

export interface EvidenceFrames {
  best?: EvidenceMedia
  /** At most three more. */
  others: EvidenceMedia[]
}

export interface EvidenceVideo {
  liveness?: EvidenceMedia
}

export interface EvidenceIntention {
  mode?: IntentionMode
  code?: number
  message?: string
  /** What speech recognition understood, one entry an answer. */
  recognised: string[]
  videos: EvidenceMedia[]
  frames: EvidenceMedia[]
  audios: EvidenceMedia[]
}

/** 200 of `GET /v1/evidence/:handle?include=…`: the parts that were asked. What Tencent left out is left out. */
export interface Evidence {
  scene: string
  mode: Mode
  text?: EvidenceText
  idCard?: EvidenceIdCard
  frames?: EvidenceFrames
  video?: EvidenceVideo
  intention?: EvidenceIntention
}

/** `GET /v1/evidence/:handle/<name>`: one picture or recording, decoded. */
export type EvidenceMediaName =
  | 'id-card-front'
  | 'id-card-back'
  | 'best-frame'
  | 'video'
  | 'intention-video'
  | 'intention-frame'
  | 'intention-audio'
