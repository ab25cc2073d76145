// Maps each result code of Tencent to a stable reason. A code that is not here is `unknown`.
import type { IntentionMode, ReasonCode } from '@faceid-h5/protocol'

export type CodeReasons<Code> = ReadonlyMap<Code, ReasonCode>

function byCode<Code>(codes: Partial<Record<ReasonCode, Code[]>>): CodeReasons<Code> {
  // Safe: the keys are those of the parameter's type.
  const entries = Object.entries(codes) as [ReasonCode, Code[]][]
  return new Map(entries.flatMap(([reason, list]) => list.map((code) => [code, reason])))
}

/** `Text.ErrCode`. 0 (passed) is missing on purpose. */
export const faceReasons = byCode({
  merchant_misconfigured: [1, 2, 3, 204],
  service_trouble: [4, 8, 10, 12, 13, 201, 202, 1001, 1006, 2001, 2015, 2017],
  session_over: [14, 15],
  attempts_exhausted: [16],
  not_finished: [17],
  permission_denied: [203],
  id_card_differs: [301],
  id_card_expired: [302],
  id_card_unreadable: [303],
  suspected_spoof: [1002, 1301, 2011],
  liveness_failed: [
    1003, 1004, 1005, 1007, 1101, 1102, 1103, 1104, 1105, 1106, 1107, 1108, 1109, 1302, 1303,
  ],
  network_unstable: [1008],
  light_or_distance: [1201, 1202, 1203, 1204, 1205],
  identity_malformed: [2002, 2003],
  reference_photo_missing: [2004, 2007, 2008, 2009],
  identity_not_found: [2005],
  identity_mismatch: [2006],
  face_incomplete: [2010, 2013, 2014],
  several_faces: [2012],
  face_mismatch: [2016],
  daily_limit_reached: [2018],
})

/** `LivenessInfoTag` (Plus only): more precise than ErrCode if the liveness check refuses. */
export const livenessTagReasons = byCode({
  eyes_closed: ['01'],
  action_missed: ['02'],
  suspected_spoof: ['03', '04', '05', '06', '08', '11', '12', '13'],
  light_or_distance: ['07', '09', '10'],
  face_covered: ['14'],
})

const nod = byCode({
  merchant_misconfigured: [-1],
  service_trouble: [-2, -202, -998, -999],
  face_out_of_frame: [-101],
  several_faces: [-102],
  liveness_failed: [-103],
  face_incomplete: [-104],
  face_covered: [-105, -106, -107],
  face_mismatch: [-201],
  intention_refused: [-301],
  browser_unsupported: [-800],
  permission_denied: [-801],
  left_page: [-802, -803],
  network_unstable: [-804],
})

/** The code with the result of an intention. 0 (passed) is missing on purpose. */
export const intentionReasons: Readonly<Record<IntentionMode, CodeReasons<number>>> = {
  questions: new Map([...nod, [-302, 'mouth_still']]),
  nod,
  reading: byCode({
    service_trouble: [-1, -3, -4, -5, -6, -7, -8, -9, -16, 3012],
    merchant_misconfigured: [-2],
    speech_unclear: [-10],
    left_page: [-11, -802, -803],
    not_finished: [-12],
    session_over: [-13, -14],
    attempts_exhausted: [-15],
    voice_missing: [-17],
    face_out_of_frame: [3001],
    several_faces: [3002],
    liveness_failed: [3003],
    face_mismatch: [3011],
    browser_unsupported: [-800],
    permission_denied: [-801],
  }),
}

/** The reason of a face part that did not pass. */
export function faceReason(errCode: number, livenessTags: readonly string[]): ReasonCode {
  const reason = faceReasons.get(errCode) ?? 'unknown'
  if (reason !== 'liveness_failed' && reason !== 'suspected_spoof') return reason
  for (const tag of livenessTags) {
    const finer = livenessTagReasons.get(tag)
    if (finer !== undefined) return finer
  }
  return reason
}

/** The reason of an intention part that did not pass. */
export function intentionReason(mode: IntentionMode, code: number): ReasonCode {
  return intentionReasons[mode].get(code) ?? 'unknown'
}
