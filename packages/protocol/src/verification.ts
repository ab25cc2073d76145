import type { Environment, Mode } from './environment.js'
import type { Intention } from './intention.js'
import type { ReasonCode } from './reason.js'

/** Body of `POST /v1/verifications` as a page may send it, and as `start-url` receives it. */
export interface StartRequest {
  /** The scene's name in the relay's configuration. */
  scene: string
  /** The merchant's own id for what the verification is about: 1–64 of `A-Za-z0-9._:-`. */
  reference: string
  /** Modes that can run where the page is, the preferred one first. */
  modes: Mode[]
  /** Where the browser goes afterwards: a complete address that the scene allows, ASCII only. */
  returnUrl: string
  environment?: Environment
  /** Another device does the verification; the answer then has `qrCode`. */
  handoff?: boolean
  /** The version of the consent text the user agreed to: 1–64 printable ASCII characters. Required where the scene asks for consent. */
  consentVersion?: string
}

/** The named person of a scene with `"identity": "supplied"`. */
export interface SuppliedIdentity {
  /** 1–32 characters. */
  name: string
  /** 18 digits, the last may be X. */
  idCard: string
}

/** Body of `POST /v1/verifications` with the merchant's API key. */
export interface MerchantStartRequest extends StartRequest {
  identity?: SuppliedIdentity
  /** The photo to compare with: base64 (standard alphabet, padded) of a jpg or png, at most 3 MB as base64. */
  image?: string
  /** The words to be confirmed; instead of those of the scene. */
  intention?: Intention
  /**
   * An opaque id of the visitor, such as a hash of the session: 1–64 of `A-Za-z0-9._:-`. Starts are limited for each,
   * so that one visitor cannot use up the limit of the API key.
   */
  endUser?: string
}

/** 201 of `POST /v1/verifications`. */
export interface StartResponse {
  /** Random id of this verification. */
  id: string
  /** The mode the relay took. */
  mode: Mode
  /** Tencent's hosted page. Navigate to it at top level and do not change it. */
  url: string
  /** Reads this verification's status and nothing else. Keep it; never put it into a URL. */
  ticket: string
  /** Until when `url` can be used: milliseconds since 1970, UTC. */
  openUntil: number
  /** With `handoff`: an SVG data URL of `url` as a QR code. */
  qrCode?: string
}

export type Status = 'pending' | 'passed' | 'failed' | 'expired'

export interface Reason {
  code: ReasonCode
  /** One sentence for the user in the language of `Accept-Language` (zh-CN, zh-HK or en). */
  advice: string
  next: NextStep
  /** With `next: 'wait'`: when a new verification can succeed. Milliseconds since 1970, UTC. */
  availableAt?: number
}

/**
 * What the user can do next. `retry`: try again, on the same hosted page while it is open. `restart`: start a
 * new verification. `correct`: correct the name or ID number with the merchant, then start a new one. `wait`:
 * start a new one after `availableAt`. `contact`: only the merchant can help.
 */
export type NextStep = 'retry' | 'restart' | 'correct' | 'wait' | 'contact'

/** 200 of `GET /v1/verifications/:id`. */
export interface VerificationState {
  id: string
  status: Status
  /** True when the status cannot change any more. */
  final: boolean
  reason?: Reason
  /** Names of the query parameters with which the browser came back, if this relay saw it. */
  returned?: string[]
  /** Milliseconds since 1970, UTC. */
  openUntil: number
  /** How long to wait before asking again, in milliseconds; 0 when final. */
  nextPollAfterMs: number
  /** Only when final: the signed statement for the merchant's back end, good for ten minutes. */
  resultToken?: string
}

/** 200 of `GET /v1/scenes/:scene`. */
export interface SceneInfo {
  /** Modes for which the scene has a RuleId. */
  modes: Mode[]
  /** The overlay RuleId was created with 是否需要在微信外打开=是. */
  outsideWeChat: boolean
  handoff: boolean
  /** Whether the user must agree before the start. */
  consent: boolean
}
