// For each reason: what the user can do next, and one sentence of advice in three languages.
import type { NextStep, Reason, ReasonCode } from '@faceid-h5/protocol'

export const languages = ['zh-CN', 'zh-HK', 'en'] as const
export type Language = (typeof languages)[number]

/** For every other reason `retry`. */
const nextSteps: Readonly<Partial<Record<ReasonCode, NextStep>>> = {
  reference_photo_missing: 'contact',
  attempts_exhausted: 'restart',
  daily_limit_reached: 'wait',
  session_over: 'restart',
  merchant_misconfigured: 'contact',
}

export const advice: Readonly<Record<Language, Readonly<Record<ReasonCode, string>>>> = {
  'zh-CN': {
    identity_mismatch: '姓名与身份证号不一致，请核对后重试。',
    identity_malformed: '姓名或身份证号格式有误，请核对后重试。',
    identity_not_found: '未查询到身份信息，请核对姓名与身份证号后重试。',
    reference_photo_missing: '暂无可供比对的照片，请联系商家或用其他方式办理。',
    id_card_differs: '身份证与所填信息不一致，请使用本人身份证重试。',
    id_card_expired: '身份证已过期，请使用有效的身份证重试。',
    id_card_unreadable: '未能识别身份证，请平放并避免反光后重试。',
    face_mismatch: '未能确认为本人，请在光线均匀处正对手机重试。',
    face_out_of_frame: '请保持面部完整在框内，并重试。',
    face_incomplete: '未拍到完整清晰的面部，请正对镜头重试。',
    face_covered: '面部有遮挡，请摘下口罩、墨镜等后重试。',
    several_faces: '画面中有多张人脸，请一人重试。',
    light_or_distance: '光线或距离不合适，请到明亮处，手机离面部不超过一臂，然后重试。',
    eyes_closed: '请睁开眼睛后重试。',
    action_missed: '未按提示完成动作，请看清提示后重试。',
    liveness_failed: '未通过活体检测，请按提示缓慢完成动作后重试。',
    suspected_spoof: '未能确认为真人，请本人面对镜头重试，不要使用照片或视频。',
    intention_refused: '未能确认您的意愿，如您同意，请重试并明确表示。',
    mouth_still: '未检测到张口，请张口说出回答并重试。',
    voice_missing: '未检测到声音，请靠近手机，大声回答并重试。',
    speech_unclear: '未能听清，请到安静处重新朗读。',
    permission_denied: '未获得摄像头或麦克风权限，请在手机设置中允许微信使用后重试。',
    browser_unsupported: '当前浏览器不支持，请更新微信后重试。',
    left_page: '核身中途离开了页面，请重试并停留到结束。',
    network_unstable: '网络不稳定，请在信号良好处重试。',
    attempts_exhausted: '本次核身的尝试次数已用完，请重新开始。',
    daily_limit_reached: '今日核身次数已达上限，请在明日 0:00（北京时间）后重试。',
    session_over: '本次核身已结束，请重新开始。',
    not_finished: '核身未完成，请返回核身页面继续。',
    service_trouble: '系统繁忙，请稍后重试。',
    merchant_misconfigured: '商家的核身服务暂不可用，请联系商家。',
    unknown: '核身未通过，请重试；如仍未通过，请联系商家。',
  },
  'zh-HK': {
    identity_mismatch: '姓名與內地居民身份證號碼不符，請核對後重試。',
    identity_malformed: '姓名或內地居民身份證號碼格式有誤，請核對後重試。',
    identity_not_found: '未查詢到身份資料，請核對姓名與內地居民身份證號碼後重試。',
    reference_photo_missing: '暫無可供比對的照片，請聯絡商戶或用其他方式辦理。',
    id_card_differs: '內地居民身份證與所填資料不符，請使用本人的身份證重試。',
    id_card_expired: '內地居民身份證已過期，請使用有效的身份證重試。',
    id_card_unreadable: '未能識別內地居民身份證，請平放並避免反光後重試。',
    face_mismatch: '未能確認為本人，請在光線均勻處正對手機重試。',
    face_out_of_frame: '請保持面部完整在框內，並重試。',
    face_incomplete: '未能拍到完整清晰的面部，請正對鏡頭重試。',
    face_covered: '面部有遮擋，請除下口罩、太陽眼鏡等後重試。',
    several_faces: '畫面中有多張人臉，請一人重試。',
    light_or_distance: '光線或距離不合適，請到明亮處，手機離面部不超過一臂，然後重試。',
    eyes_closed: '請睜開眼睛後重試。',
    action_missed: '未按提示完成動作，請看清提示後重試。',
    liveness_failed: '未通過活體檢測，請按提示緩慢完成動作後重試。',
    suspected_spoof: '未能確認為真人，請本人面對鏡頭重試，不要使用照片或影片。',
    intention_refused: '未能確認您的意願，如您同意，請重試並明確表示。',
    mouth_still: '未偵測到張口，請張口說出回答並重試。',
    voice_missing: '未偵測到聲音，請靠近手機，大聲回答並重試。',
    speech_unclear: '未能聽清，請到安靜處重新朗讀。',
    permission_denied: '未獲得相機或麥克風權限，請在手機設定中允許微信使用後重試。',
    browser_unsupported: '目前的瀏覽器不支援，請更新微信後重試。',
    left_page: '核身中途離開了頁面，請重試並停留至結束。',
    network_unstable: '網絡不穩定，請在訊號良好處重試。',
    attempts_exhausted: '本次核身的嘗試次數已用完，請重新開始。',
    daily_limit_reached: '今日核身次數已達上限，請在明日 0:00（北京時間）後重試。',
    session_over: '本次核身已結束，請重新開始。',
    not_finished: '核身未完成，請返回核身頁面繼續。',
    service_trouble: '系統繁忙，請稍後重試。',
    merchant_misconfigured: '商戶的核身服務暫不可用，請聯絡商戶。',
    unknown: '核身未通過，請重試；如仍未通過，請聯絡商戶。',
  },
  en: {
    identity_mismatch: 'The name and the ID number do not match. Check both and try again.',
    identity_malformed: 'The name or the ID number is not valid. Check both and try again.',
    identity_not_found:
      'No such identity was found. Check the name and the ID number and try again.',
    reference_photo_missing:
      'There is no photo to compare with. Contact the merchant or use another method.',
    id_card_differs: 'The ID card does not match the details given. Try again with your own card.',
    id_card_expired: 'The ID card has expired. Try again with a valid card.',
    id_card_unreadable:
      'The ID card could not be read. Lay it flat, avoid reflections and try again.',
    face_mismatch:
      'We could not confirm that it is you. Face the phone in even light and try again.',
    face_out_of_frame: 'Keep your whole face inside the frame and try again.',
    face_incomplete:
      'Your face was not complete or not clear. Look straight at the camera and try again.',
    face_covered: 'Part of your face was covered. Take off a mask or sunglasses and try again.',
    several_faces: 'There was more than one face. Try again alone.',
    light_or_distance:
      'The light or the distance was not right. Find a bright place, hold the phone within an arm’s length and try again.',
    eyes_closed: 'Keep your eyes open and try again.',
    action_missed: 'An action was missed. Follow the prompts on the screen and try again.',
    liveness_failed: 'The liveness check failed. Follow the prompts slowly and try again.',
    suspected_spoof:
      'We could not confirm a live person. Face the camera yourself, without a photo or video, and try again.',
    intention_refused:
      'Your answer was not accepted as a yes. If you agree, try again and answer clearly.',
    mouth_still: 'We did not see you speak. Try again and say the answer aloud.',
    voice_missing: 'No voice was heard. Move closer to the phone, speak up and try again.',
    speech_unclear: 'Your speech was not clear. Go to a quiet place and read it again.',
    permission_denied:
      'Camera or microphone access was denied. Allow WeChat to use both in the phone’s settings and try again.',
    browser_unsupported: 'This browser is not supported. Update WeChat and try again.',
    left_page: 'You left the page too early. Try again and stay until the end.',
    network_unstable: 'The network is unstable. Try again where the signal is good.',
    attempts_exhausted: 'No attempts are left in this verification. Start again.',
    daily_limit_reached:
      'You have reached today’s limit. Try again tomorrow, after 0:00 Beijing time.',
    session_over: 'This verification is over. Start again.',
    not_finished: 'The verification is not complete. Go back to it and continue.',
    service_trouble: 'The service is busy. Try again later.',
    merchant_misconfigured:
      'The merchant’s verification is not available at the moment. Contact the merchant.',
    unknown: 'The verification failed. Try again. If it fails again, contact the merchant.',
  },
}

/** If the merchant supplied the identity: the user cannot correct it on the hosted page. */
export const suppliedAdvice: Readonly<Record<Language, Partial<Record<ReasonCode, string>>>> = {
  'zh-CN': {
    identity_mismatch: '姓名与身份证号不一致，请联系商家核对。',
    identity_malformed: '姓名或身份证号格式有误，请联系商家核对。',
    identity_not_found: '未查询到身份信息，请联系商家核对姓名与身份证号。',
  },
  'zh-HK': {
    identity_mismatch: '姓名與內地居民身份證號碼不符，請聯絡商戶核對。',
    identity_malformed: '姓名或內地居民身份證號碼格式有誤，請聯絡商戶核對。',
    identity_not_found: '未查詢到身份資料，請聯絡商戶核對姓名與內地居民身份證號碼。',
  },
  en: {
    identity_mismatch: 'The name and the ID number do not match. Check them with the merchant.',
    identity_malformed: 'The name or the ID number is not valid. Check them with the merchant.',
    identity_not_found:
      'No such identity was found. Check the name and the ID number with the merchant.',
  },
}

export function reasonFor(
  code: ReasonCode,
  verification: { identity: 'supplied' | 'captured'; startedAt: number },
  language: Language,
): Reason {
  const supplied = verification.identity === 'supplied' ? suppliedAdvice[language][code] : undefined
  const next = supplied === undefined ? (nextSteps[code] ?? 'retry') : 'correct'
  const reason = { code, advice: supplied ?? advice[language][code], next }
  return next === 'wait'
    ? { ...reason, availableAt: nextBeijingMidnight(verification.startedAt) }
    : reason
}

const dayMs = 24 * 60 * 60_000
const beijingOffsetMs = 8 * 60 * 60_000

/** Tencent's daily limits end at midnight in Beijing. */
function nextBeijingMidnight(time: number): number {
  return (Math.floor((time + beijingOffsetMs) / dayMs) + 1) * dayMs - beijingOffsetMs
}

/** The language for an `Accept-Language` header; zh-CN if it names none of the three. */
export function languageOf(acceptLanguage: string | undefined): Language {
  // Browsers write the ranges in order of preference; q-values only repeat it.
  for (const range of (acceptLanguage ?? '').slice(0, 200).split(',')) {
    const tag = range.split(';')[0]?.trim().toLowerCase() ?? ''
    if (/^zh-(hk|tw|mo|hant)\b/.test(tag)) return 'zh-HK'
    if (/^zh\b/.test(tag)) return 'zh-CN'
    if (/^en\b/.test(tag)) return 'en'
  }
  return 'zh-CN'
}
