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
export { createFaceId, type FaceId } from '../client/face-id.js'
export type { FaceIdOptions, HandedTicket } from '../client/options.js'
export { isWidgetError, WidgetError, type WidgetErrorCode } from '../client/widget-error.js'
export { detectEnvironment, type EnvironmentSource } from '../environment/detect-environment.js'
export { modesFor, type SceneRules } from '../environment/modes-for.js'
export type { Elsewhere, Offer } from '../environment/offer.js'
