// The three that are compared, and what the section has learned of each.
import type { Crowd } from './crowd.js'
import type { Figures, Phase } from './round.js'

export const candidateNames = ['relay', 'bare', 'copied'] as const

export type CandidateName = (typeof candidateNames)[number]

export const candidateTitles: Record<CandidateName, string> = {
  relay: 'relay',
  bare: '(a) bare Fastify',
  copied: '(b) copied handler',
}

export interface Life {
  /** Milliseconds from the start of the process to its first answer. */
  startUp: number
  /** Bytes, at rest. */
  resident: number
}

export interface Found {
  rounds: Record<Phase, Figures>[]
  lives: Life[]
  crowd: Crowd
}

export type Findings = Record<CandidateName, Found>
