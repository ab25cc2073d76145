export type { App, Device, Environment, Mode, OperatingSystem } from './environment.js'
export type {
  Evidence,
  EvidenceAttempt,
  EvidenceFrames,
  EvidenceIdCard,
  EvidenceIntention,
  EvidenceMedia,
  EvidenceMediaName,
  EvidencePart,
  EvidenceText,
  EvidenceVideo,
} from './evidence.js'
export type {
  Intention,
  IntentionMode,
  IntentionQuestion,
  NodIntention,
  QuestionsIntention,
  ReadingIntention,
} from './intention.js'
export type { Problem, ProblemCode } from './problem.js'
export type { ReasonCode } from './reason.js'
export type { ResultClaims } from './result-token.js'
export type {
  MerchantStartRequest,
  NextStep,
  Reason,
  SceneInfo,
  StartRequest,
  StartResponse,
  Status,
  SuppliedIdentity,
  VerificationState,
} from './verification.js'
