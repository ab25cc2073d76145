export type {
  App,
  Device,
  Environment,
  Mode,
  OperatingSystem,
  Reason,
  ReasonCode,
  SceneInfo,
  StartRequest,
  StartResponse,
  Status,
  VerificationState,
} from '@faceid-h5/protocol'
export { detectEnvironment, type EnvironmentSource } from './detect-environment.js'
export { createFaceId, type FaceId } from './face-id.js'
export { modesFor, type SceneRules } from './modes-for.js'
export type { Elsewhere, Offer } from './offer.js'
export type { FaceIdOptions, HandedTicket } from './options.js'
export { isWidgetError, WidgetError, type WidgetErrorCode } from './widget-error.js'
