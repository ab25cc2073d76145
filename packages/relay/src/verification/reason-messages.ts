// One sentence of advice for each reason, in three languages, and whether another try makes sense today.
import type { ReasonCode } from '@faceid-h5/protocol'

export const languages = ['zh-CN', 'zh-HK', 'en'] as const
export type Language = (typeof languages)[number]

export interface Advice {
  retry: boolean
  text: Record<Language, string>
}

const again = (zhCN: string, zhHK: string, en: string): Advice => ({
  retry: true,
  text: { 'zh-CN': zhCN, 'zh-HK': zhHK, en },
})
const inVain = (zhCN: string, zhHK: string, en: string): Advice => ({
  ...again(zhCN, zhHK, en),
  retry: false,
})

export const advice: Readonly<Record<ReasonCode, Advice>> = {
  identity_mismatch: inVain(
    '姓名与身份证号不一致，请核对后再试。',
    '姓名與身份證號碼不符，請核對後再試。',
    'The name and the ID number do not belong together. Please check both.',
  ),
  identity_malformed: inVain(
    '姓名或身份证号格式有误，请核对后再试。',
    '姓名或身份證號碼格式有誤，請核對後再試。',
    'The name or the ID number is not written correctly. Please check both.',
  ),
  identity_not_found: inVain(
    '未查到该身份信息，请核对姓名和身份证号。',
    '查無此身份資料，請核對姓名及身份證號碼。',
    'This identity was not found. Please check the name and the ID number.',
  ),
  reference_photo_missing: inVain(
    '暂时没有可供比对的照片，请联系商家换一种方式办理。',
    '暫時沒有可供比對的照片，請聯絡商戶以其他方式辦理。',
    'There is no photo to compare with. Please ask the merchant for another way.',
  ),
  id_card_differs: again(
    '扫描的身份证与填写的不是同一张，请使用本人的身份证。',
    '掃描的身份證與填寫的不符，請使用本人的身份證。',
    'The ID card shown is not the one given. Please use your own card.',
  ),
  id_card_expired: inVain(
    '身份证已过期，请换用有效的身份证。',
    '身份證已過期，請改用有效的身份證。',
    'The ID card has expired. Please use a valid one.',
  ),
  id_card_unreadable: again(
    '没有看清身份证，请平放、避免反光后重新拍摄。',
    '未能看清身份證，請平放並避免反光後重新拍攝。',
    'The ID card could not be read. Lay it flat, avoid reflections and scan it again.',
  ),
  face_mismatch: again(
    '没能确认是本人，请到光线均匀的地方，正对手机再试一次。',
    '未能確認是本人，請到光線均勻的地方，正對手機再試一次。',
    'We could not confirm that it is you. Face the phone in even light and try again.',
  ),
  face_out_of_frame: again(
    '请把整张脸放在框内再试一次。',
    '請將整張臉放在框內再試一次。',
    'Keep your whole face inside the frame and try again.',
  ),
  face_incomplete: again(
    '没有拍到完整清晰的脸，请正对镜头再试一次。',
    '未能拍到完整清晰的臉，請正對鏡頭再試一次。',
    'Your face was not complete or clear. Look straight at the camera and try again.',
  ),
  face_covered: again(
    '脸部有遮挡，请摘下口罩、墨镜等再试一次。',
    '臉部有遮擋，請除下口罩、墨鏡等再試一次。',
    'Part of your face was covered. Take off mask or sunglasses and try again.',
  ),
  several_faces: again(
    '画面里有多张脸，请一个人再试一次。',
    '畫面中有多張臉，請獨自再試一次。',
    'There was more than one face. Please try again alone.',
  ),
  light_or_distance: again(
    '光线或距离不合适，请到亮一点的地方，手机离脸不超过一臂，再试一次。',
    '光線或距離不合適，請到光亮的地方，手機離臉不超過一臂，再試一次。',
    'The light or the distance was not right. Go where it is bright, hold the phone within an arm’s length and try again.',
  ),
  eyes_closed: again(
    '请睁开眼睛再试一次。',
    '請睜開眼睛再試一次。',
    'Keep your eyes open and try again.',
  ),
  action_missed: again(
    '没有按提示完成动作，请看清提示再试一次。',
    '未按提示完成動作，請看清提示再試一次。',
    'A movement was missed. Follow the hints on the screen and try again.',
  ),
  liveness_failed: again(
    '没有看清您，请按提示慢慢再试一次。',
    '未能看清您，請按提示慢慢再試一次。',
    'The check did not see you clearly. Follow the hints slowly and try again.',
  ),
  suspected_spoof: again(
    '没能确认是真人，请不要使用照片或视频，本人面对镜头再试一次。',
    '未能確認是真人，請勿使用照片或影片，本人面對鏡頭再試一次。',
    'We could not tell that a real person is there. Use no photo or video, face the camera and try again.',
  ),
  intention_refused: again(
    '没能确认您同意，如果您同意，请再试一次并清楚表示。',
    '未能確認您同意，如您同意，請再試一次並清楚表示。',
    'Your answer was not a yes. If you agree, try again and answer clearly.',
  ),
  mouth_still: again(
    '没有看到您开口回答，请张口说出答案再试一次。',
    '未見您開口回答，請張口說出答案再試一次。',
    'We did not see you speak. Say the answer aloud and try again.',
  ),
  voice_missing: again(
    '没有听到声音，请靠近手机、大声一点再试一次。',
    '未能聽到聲音，請靠近手機並大聲一點再試一次。',
    'We heard nothing. Come closer to the phone, speak up and try again.',
  ),
  speech_unclear: again(
    '没有听清，请到安静处再读一次。',
    '未能聽清，請到安靜處再讀一次。',
    'We did not understand. Go to a quiet place and read it once more.',
  ),
  permission_denied: again(
    '没有摄像头或麦克风权限，请在手机设置里允许微信使用后再试一次。',
    '沒有相機或麥克風權限，請在手機設定中允許微信使用後再試一次。',
    'Camera or microphone is not allowed. Allow both for WeChat in the phone’s settings and try again.',
  ),
  browser_unsupported: again(
    '当前浏览器不支持，请更新微信后再试一次。',
    '目前的瀏覽器不支援，請更新微信後再試一次。',
    'This browser can’t do it. Please update WeChat and try again.',
  ),
  left_page: again(
    '中途离开了页面，请再试一次并停留到结束。',
    '中途離開了頁面，請再試一次並停留至結束。',
    'You left the page before the end. Try again and stay until it is done.',
  ),
  network_unstable: again(
    '网络不稳定，请换个信号好的地方再试一次。',
    '網絡不穩定，請到訊號良好的地方再試一次。',
    'The network is unstable. Go where the signal is good and try again.',
  ),
  attempts_exhausted: again(
    '这一次的尝试机会已用完，请重新开始。',
    '這次的嘗試機會已用完，請重新開始。',
    'The tries of this verification are used up. Please begin again.',
  ),
  daily_limit_reached: inVain(
    '今天尝试的次数太多了，请明天再来。',
    '今天嘗試的次數太多了，請明天再來。',
    'Too many tries today. Please come back tomorrow.',
  ),
  session_over: again(
    '这一次核身已经结束，请重新开始。',
    '這次核實已經結束，請重新開始。',
    'This verification is over. Please begin again.',
  ),
  not_finished: again(
    '还没有完成，请回到核身页面继续。',
    '尚未完成，請返回核實頁面繼續。',
    'It is not finished yet. Please go on with the verification.',
  ),
  service_trouble: again(
    '系统正忙，请稍后再试一次。',
    '系統繁忙，請稍後再試一次。',
    'The service is busy. Please try again in a moment.',
  ),
  merchant_misconfigured: inVain(
    '商家的核身服务暂时不可用，这不是您的问题，请联系商家。',
    '商戶的身份核實服務暫時無法使用，這不是您的問題，請聯絡商戶。',
    'The merchant’s verification does not work at the moment. It is not your fault; please tell the merchant.',
  ),
  unknown: again(
    '没有通过，请再试一次；仍不成功请联系商家。',
    '未能通過，請再試一次；如仍不成功請聯絡商戶。',
    'It did not work. Please try again; if it still does not, tell the merchant.',
  ),
}

/** The language of the advice for an `Accept-Language` header; zh-CN where it names none of ours. */
export function languageOf(acceptLanguage: string | undefined): Language {
  // The order a browser writes is the order of preference; q-values only repeat it.
  for (const range of (acceptLanguage ?? '').slice(0, 200).split(',')) {
    const tag = range.split(';')[0]?.trim().toLowerCase() ?? ''
    if (/^zh-(hk|tw|mo|hant)\b/.test(tag)) return 'zh-HK'
    if (/^zh\b/.test(tag)) return 'zh-CN'
    if (/^en\b/.test(tag)) return 'en'
  }
  return 'zh-CN'
}
