// For each reason: what the user can do next, and one sentence of advice in three languages.
import type { NextStep, Reason, ReasonCode } from '@faceid-h5/protocol'

export const languages = ['zh-CN', 'zh-HK', 'en'] as const
export type Language = (typeof languages)[number]

export interface Advice {
  next: NextStep
  text: Record<Language, string>
}

const advise =
  (next: NextStep) =>
  (zhCN: string, zhHK: string, en: string): Advice => ({
    next,
    text: { 'zh-CN': zhCN, 'zh-HK': zhHK, en },
  })
const retry = advise('retry')
const restart = advise('restart')
const correct = advise('correct')
const wait = advise('wait')
const contact = advise('contact')

export const advice: Readonly<Record<ReasonCode, Advice>> = {
  identity_mismatch: retry(
    '姓名与身份证号不一致，请核对后重试。',
    '姓名與內地居民身份證號碼不符，請核對後重試。',
    'The name and the ID number do not match. Check both and try again.',
  ),
  identity_malformed: retry(
    '姓名或身份证号格式有误，请核对后重试。',
    '姓名或內地居民身份證號碼格式有誤，請核對後重試。',
    'The name or the ID number is not valid. Check both and try again.',
  ),
  identity_not_found: retry(
    '未查询到身份信息，请核对姓名与身份证号后重试。',
    '未查詢到身份資料，請核對姓名與內地居民身份證號碼後重試。',
    'No such identity was found. Check the name and the ID number and try again.',
  ),
  reference_photo_missing: contact(
    '暂无可供比对的照片，请联系商家或用其他方式办理。',
    '暫無可供比對的照片，請聯絡商戶或用其他方式辦理。',
    'There is no photo to compare with. Contact the merchant or use another method.',
  ),
  id_card_differs: retry(
    '身份证与所填信息不一致，请使用本人身份证重试。',
    '內地居民身份證與所填資料不符，請使用本人的身份證重試。',
    'The ID card does not match the details given. Try again with your own card.',
  ),
  id_card_expired: retry(
    '身份证已过期，请使用有效的身份证重试。',
    '內地居民身份證已過期，請使用有效的身份證重試。',
    'The ID card has expired. Try again with a valid card.',
  ),
  id_card_unreadable: retry(
    '未能识别身份证，请平放并避免反光后重试。',
    '未能識別內地居民身份證，請平放並避免反光後重試。',
    'The ID card could not be read. Lay it flat, avoid reflections and try again.',
  ),
  face_mismatch: retry(
    '未能确认为本人，请在光线均匀处正对手机重试。',
    '未能確認為本人，請在光線均勻處正對手機重試。',
    'We could not confirm that it is you. Face the phone in even light and try again.',
  ),
  face_out_of_frame: retry(
    '请保持面部完整在框内，并重试。',
    '請保持面部完整在框內，並重試。',
    'Keep your whole face inside the frame and try again.',
  ),
  face_incomplete: retry(
    '未拍到完整清晰的面部，请正对镜头重试。',
    '未能拍到完整清晰的面部，請正對鏡頭重試。',
    'Your face was not complete or not clear. Look straight at the camera and try again.',
  ),
  face_covered: retry(
    '面部有遮挡，请摘下口罩、墨镜等后重试。',
    '面部有遮擋，請除下口罩、太陽眼鏡等後重試。',
    'Part of your face was covered. Take off a mask or sunglasses and try again.',
  ),
  several_faces: retry(
    '画面中有多张人脸，请一人重试。',
    '畫面中有多張人臉，請一人重試。',
    'There was more than one face. Try again alone.',
  ),
  light_or_distance: retry(
    '光线或距离不合适，请到明亮处，手机离面部不超过一臂，然后重试。',
    '光線或距離不合適，請到明亮處，手機離面部不超過一臂，然後重試。',
    'The light or the distance was not right. Find a bright place, hold the phone within an arm’s length and try again.',
  ),
  eyes_closed: retry(
    '请睁开眼睛后重试。',
    '請睜開眼睛後重試。',
    'Keep your eyes open and try again.',
  ),
  action_missed: retry(
    '未按提示完成动作，请看清提示后重试。',
    '未按提示完成動作，請看清提示後重試。',
    'An action was missed. Follow the prompts on the screen and try again.',
  ),
  liveness_failed: retry(
    '未通过活体检测，请按提示缓慢完成动作后重试。',
    '未通過活體檢測，請按提示緩慢完成動作後重試。',
    'The liveness check failed. Follow the prompts slowly and try again.',
  ),
  suspected_spoof: retry(
    '未能确认为真人，请本人面对镜头重试，不要使用照片或视频。',
    '未能確認為真人，請本人面對鏡頭重試，不要使用照片或影片。',
    'We could not confirm a live person. Face the camera yourself, without a photo or video, and try again.',
  ),
  intention_refused: retry(
    '未能确认您的意愿，如您同意，请重试并明确表示。',
    '未能確認您的意願，如您同意，請重試並明確表示。',
    'Your answer was not accepted as a yes. If you agree, try again and answer clearly.',
  ),
  mouth_still: retry(
    '未检测到张口，请张口说出回答并重试。',
    '未偵測到張口，請張口說出回答並重試。',
    'We did not see you speak. Try again and say the answer aloud.',
  ),
  voice_missing: retry(
    '未检测到声音，请靠近手机，大声回答并重试。',
    '未偵測到聲音，請靠近手機，大聲回答並重試。',
    'No voice was heard. Move closer to the phone, speak up and try again.',
  ),
  speech_unclear: retry(
    '未能听清，请到安静处重新朗读。',
    '未能聽清，請到安靜處重新朗讀。',
    'Your speech was not clear. Go to a quiet place and read it again.',
  ),
  permission_denied: retry(
    '未获得摄像头或麦克风权限，请在手机设置中允许微信使用后重试。',
    '未獲得相機或麥克風權限，請在手機設定中允許微信使用後重試。',
    'Camera or microphone access was denied. Allow WeChat to use both in the phone’s settings and try again.',
  ),
  browser_unsupported: retry(
    '当前浏览器不支持，请更新微信后重试。',
    '目前的瀏覽器不支援，請更新微信後重試。',
    'This browser is not supported. Update WeChat and try again.',
  ),
  left_page: retry(
    '核身中途离开了页面，请重试并停留到结束。',
    '核身中途離開了頁面，請重試並停留至結束。',
    'You left the page too early. Try again and stay until the end.',
  ),
  network_unstable: retry(
    '网络不稳定，请在信号良好处重试。',
    '網絡不穩定，請在訊號良好處重試。',
    'The network is unstable. Try again where the signal is good.',
  ),
  attempts_exhausted: restart(
    '本次核身的尝试次数已用完，请重新开始。',
    '本次核身的嘗試次數已用完，請重新開始。',
    'No attempts are left in this verification. Start again.',
  ),
  daily_limit_reached: wait(
    '今日核身次数已达上限，请在明日 0:00（北京时间）后重试。',
    '今日核身次數已達上限，請在明日 0:00（北京時間）後重試。',
    'You have reached today’s limit. Try again tomorrow, after 0:00 Beijing time.',
  ),
  session_over: restart(
    '本次核身已结束，请重新开始。',
    '本次核身已結束，請重新開始。',
    'This verification is over. Start again.',
  ),
  not_finished: retry(
    '核身未完成，请返回核身页面继续。',
    '核身未完成，請返回核身頁面繼續。',
    'The verification is not complete. Go back to it and continue.',
  ),
  service_trouble: retry(
    '系统繁忙，请稍后重试。',
    '系統繁忙，請稍後重試。',
    'The service is busy. Try again later.',
  ),
  merchant_misconfigured: contact(
    '商家的核身服务暂不可用，请联系商家。',
    '商戶的核身服務暫不可用，請聯絡商戶。',
    'The merchant’s verification is not available at the moment. Contact the merchant.',
  ),
  unknown: retry(
    '核身未通过，请重试；如仍未通过，请联系商家。',
    '核身未通過，請重試；如仍未通過，請聯絡商戶。',
    'The verification failed. Try again. If it fails again, contact the merchant.',
  ),
}

/** Instead of the above if the merchant supplied the identity: the user cannot correct it on the hosted page. */
export const suppliedAdvice: Readonly<Partial<Record<ReasonCode, Advice>>> = {
  identity_mismatch: correct(
    '姓名与身份证号不一致，请联系商家核对。',
    '姓名與內地居民身份證號碼不符，請聯絡商戶核對。',
    'The name and the ID number do not match. Check them with the merchant.',
  ),
  identity_malformed: correct(
    '姓名或身份证号格式有误，请联系商家核对。',
    '姓名或內地居民身份證號碼格式有誤，請聯絡商戶核對。',
    'The name or the ID number is not valid. Check them with the merchant.',
  ),
  identity_not_found: correct(
    '未查询到身份信息，请联系商家核对姓名与身份证号。',
    '未查詢到身份資料，請聯絡商戶核對姓名與內地居民身份證號碼。',
    'No such identity was found. Check the name and the ID number with the merchant.',
  ),
}

export function reasonFor(
  code: ReasonCode,
  verification: { identity: 'supplied' | 'captured'; startedAt: number },
  language: Language,
): Reason {
  const supplied = verification.identity === 'supplied' ? suppliedAdvice[code] : undefined
  const { next, text } = supplied ?? advice[code]
  const reason = { code, advice: text[language], next }
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
