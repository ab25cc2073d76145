// The two API actions as Tencent documents them. Types only, from the official SDK's models; its field comments are the
// reference for every limit. Published builds contain no trace of that package.
import type {
  DetectAuthRequest,
  DetectAuthResponse,
  GetDetectInfoEnhancedRequest,
  GetDetectInfoEnhancedResponse,
} from 'tencentcloud-sdk-nodejs/tencentcloud/services/faceid/v20180301/faceid_models.js'

export type {
  DetectDetail,
  IntentionActionResultDetail,
} from 'tencentcloud-sdk-nodejs/tencentcloud/services/faceid/v20180301/faceid_models.js'

export interface Requests {
  DetectAuth: DetectAuthRequest
  GetDetectInfoEnhanced: GetDetectInfoEnhancedRequest
}

export interface Responses {
  DetectAuth: DetectAuthResponse
  GetDetectInfoEnhanced: GetDetectInfoEnhancedResponse
}

export type Action = keyof Requests

/** Documented members, each of a type that is still to be checked. */
export type Unchecked<T> = { readonly [K in keyof T]?: unknown }
