// Every result code of Tencent, mapped once to a stable reason. A code that is not here is `unknown`.
import type { IntentionMode, ReasonCode } from '@faceid-h5/protocol'

/** `Text.ErrCode`. 0 (passed) is missing on purpose. */
export const faceReasons: Readonly<Record<number, ReasonCode>> = {
  1: 'merchant_misconfigured',
  2: 'merchant_misconfigured',
  3: 'merchant_misconfigured',
  4: 'service_trouble',
  8: 'service_trouble',
  10: 'service_trouble',
  12: 'service_trouble',
  13: 'service_trouble',
  14: 'session_over',
  15: 'session_over',
  16: 'attempts_exhausted',
  17: 'not_finished',
  201: 'service_trouble',
  202: 'service_trouble',
  203: 'permission_denied',
  204: 'merchant_misconfigured',
  301: 'id_card_differs',
  302: 'id_card_expired',
  303: 'id_card_unreadable',
  1001: 'service_trouble',
  1002: 'suspected_spoof',
  1003: 'liveness_failed',
  1004: 'liveness_failed',
  1005: 'liveness_failed',
  1006: 'service_trouble',
  1007: 'liveness_failed',
  1008: 'network_unstable',
  1101: 'liveness_failed',
  1102: 'liveness_failed',
  1103: 'liveness_failed',
  1104: 'liveness_failed',
  1105: 'liveness_failed',
  1106: 'liveness_failed',
  1107: 'liveness_failed',
  1108: 'liveness_failed',
  1109: 'liveness_failed',
  1201: 'light_or_distance',
  1202: 'light_or_distance',
  1203: 'light_or_distance',
  1204: 'light_or_distance',
  1205: 'light_or_distance',
  1301: 'suspected_spoof',
  1302: 'liveness_failed',
  1303: 'liveness_failed',
  2001: 'service_trouble',
  2002: 'identity_malformed',
  2003: 'identity_malformed',
  2004: 'reference_photo_missing',
  2005: 'identity_not_found',
  2006: 'identity_mismatch',
  2007: 'reference_photo_missing',
  2008: 'reference_photo_missing',
  2009: 'reference_photo_missing',
  2010: 'face_incomplete',
  2011: 'suspected_spoof',
  2012: 'several_faces',
  2013: 'face_incomplete',
  2014: 'face_incomplete',
  2015: 'service_trouble',
  2016: 'face_mismatch',
  2017: 'service_trouble',
  2018: 'daily_limit_reached',
}

/** `LivenessInfoTag` (Plus only): says more than ErrCode where the liveness check refused. */
export const livenessTagReasons: ReadonlyMap<string, ReasonCode> = new Map([
  ['01', 'eyes_closed'],
  ['02', 'action_missed'],
  ['03', 'suspected_spoof'],
  ['04', 'suspected_spoof'],
  ['05', 'suspected_spoof'],
  ['06', 'suspected_spoof'],
  ['07', 'light_or_distance'],
  ['08', 'suspected_spoof'],
  ['09', 'light_or_distance'],
  ['10', 'light_or_distance'],
  ['11', 'suspected_spoof'],
  ['12', 'suspected_spoof'],
  ['13', 'suspected_spoof'],
  ['14', 'face_covered'],
])

const questionsAndNod: Readonly<Record<number, ReasonCode>> = {
  [-1]: 'merchant_misconfigured',
  [-2]: 'service_trouble',
  [-101]: 'face_out_of_frame',
  [-102]: 'several_faces',
  [-103]: 'liveness_failed',
  [-104]: 'face_incomplete',
  [-105]: 'face_covered',
  [-106]: 'face_covered',
  [-107]: 'face_covered',
  [-201]: 'face_mismatch',
  [-202]: 'service_trouble',
  [-301]: 'intention_refused',
  [-800]: 'browser_unsupported',
  [-801]: 'permission_denied',
  [-802]: 'left_page',
  [-803]: 'left_page',
  [-804]: 'network_unstable',
  [-998]: 'service_trouble',
  [-999]: 'service_trouble',
}

/** The code that carries an intention's verdict. 0 (passed) is missing on purpose. */
export const intentionReasons: Readonly<
  Record<IntentionMode, Readonly<Record<number, ReasonCode>>>
> = {
  questions: { ...questionsAndNod, [-302]: 'mouth_still' },
  nod: questionsAndNod,
  reading: {
    [-1]: 'service_trouble',
    [-2]: 'merchant_misconfigured',
    [-3]: 'service_trouble',
    [-4]: 'service_trouble',
    [-5]: 'service_trouble',
    [-6]: 'service_trouble',
    [-7]: 'service_trouble',
    [-8]: 'service_trouble',
    [-9]: 'service_trouble',
    [-10]: 'speech_unclear',
    [-11]: 'left_page',
    [-12]: 'not_finished',
    [-13]: 'session_over',
    [-14]: 'session_over',
    [-15]: 'attempts_exhausted',
    [-16]: 'service_trouble',
    [-17]: 'voice_missing',
    3001: 'face_out_of_frame',
    3002: 'several_faces',
    3003: 'liveness_failed',
    3011: 'face_mismatch',
    3012: 'service_trouble',
    [-800]: 'browser_unsupported',
    [-801]: 'permission_denied',
    [-802]: 'left_page',
    [-803]: 'left_page',
  },
}

/** The reason of a face part that did not pass. */
export function faceReason(errCode: number, livenessTags: readonly string[]): ReasonCode {
  const reason = faceReasons[errCode] ?? 'unknown'
  if (reason !== 'liveness_failed' && reason !== 'suspected_spoof') return reason
  for (const tag of livenessTags) {
    const finer = livenessTagReasons.get(tag)
    if (finer !== undefined) return finer
  }
  return reason
}

/** The reason of an intention part that did not pass. */
export function intentionReason(mode: IntentionMode, code: number): ReasonCode {
  return intentionReasons[mode][code] ?? 'unknown'
}
