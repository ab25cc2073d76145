/** Why a verification did not pass (yet). Codes stay; their texts may change. */
export type ReasonCode =
  // the person and the papers
  | 'identity_mismatch'
  | 'identity_malformed'
  | 'identity_not_found'
  | 'reference_photo_missing'
  | 'id_card_differs'
  | 'id_card_expired'
  | 'id_card_unreadable'
  // the face
  | 'face_mismatch'
  | 'face_out_of_frame'
  | 'face_incomplete'
  | 'face_covered'
  | 'several_faces'
  | 'light_or_distance'
  | 'eyes_closed'
  | 'action_missed'
  | 'liveness_failed'
  | 'suspected_spoof'
  // the intention
  | 'intention_refused'
  | 'mouth_still'
  | 'voice_missing'
  | 'speech_unclear'
  // the circumstances
  | 'permission_denied'
  | 'browser_unsupported'
  | 'left_page'
  | 'network_unstable'
  | 'attempts_exhausted'
  | 'daily_limit_reached'
  | 'session_over'
  | 'not_finished'
  // nobody's fault in front of the screen
  | 'service_trouble'
  | 'merchant_misconfigured'
  | 'unknown'
