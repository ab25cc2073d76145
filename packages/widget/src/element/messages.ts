import type { Locale } from '../client/locale.js'

/** Every text of the element. The relay supplies why a verification did not pass. */
export type Messages = Record<keyof typeof table, string>

/** The texts in one locale. */
export function messagesIn(locale: Locale): Messages {
  const column = ['zh-CN', 'zh-HK', 'en'].indexOf(locale)
  const messages: Partial<Messages> = {}
  let key: keyof Messages
  for (key in table) messages[key] = table[key].split('|')[column] || ''
  // Every row of the table has every column.
  return messages as Messages
}

// biome-ignore format: a row is a line
const table = {
  // Also the name of the whole element for screen readers.
  title: '人脸核身|人臉識別|Face verification',
  intro: '请本人操作，约需一分钟。|請本人操作，約需一分鐘。|It takes about a minute.',
  start: '开始人脸核身|開始人臉識別|Verify my face',
  // A phone does the verification.
  scanStart: '显示二维码|顯示二維碼|Show QR code',
  scan: '请用手机微信扫一扫|請用手機微信掃一掃|Scan with WeChat on your phone',
  scanUntil: '二维码有效期至 {time}|二維碼有效期至 {time}|Valid until {time}',
  scanAgain: '可再次扫码重试|可再次掃碼重試|Scan again to retry',
  // `{link}` is replaced by the link with `consentLink`.
  consent: '我已阅读并同意{link}|我已閱讀並同意{link}|I agree to the {link}',
  consentLink: '《人脸信息处理规则》|《人臉資料處理規則》|face data rules',
  consentReminder: '请先勾选同意|請先勾選同意|Please tick the box first',
  busy: '请稍候|請稍候|One moment',
  waiting: '核身未完成|核身未完成|Not completed',
  resume: '继续核身|繼續核身|Continue',
  passed: '核身通过|核身通過|Verified',
  failed: '核身未通过|核身未通過|Not verified',
  expired: '核身已超时|核身已逾時|Timed out',
  retry: '重试|重試|Try again',
  restart: '重新开始|重新開始|Start again',
  correct: '返回修改|返回修改|Correct the details',
  alternative: '用其他方式办理|用其他方式辦理|Use another method',
  // Where it cannot run, and where it can.
  elsewhere: '请在手机微信中打开|請在手機微信中開啟|Open in WeChat on a phone',
  elsewhereText: '请复制链接，发送到手机微信中打开。|請複製連結，發送到手機微信中開啟。|Copy the link to WeChat and open it.',
  miniProgram: '小程序内暂不支持核身|小程式內暫不支援核身|Not supported in mini programs',
  otherPhone: '当前手机微信暂不支持|目前手機微信暫不支援|Not supported on this phone',
  otherPhoneText: '请在安卓手机或 iPhone 的微信中打开。|請在 Android 手機或 iPhone 的微信中開啟。|Use WeChat on Android or iPhone.',
  copy: '复制链接|複製連結|Copy link',
  copiedText: '已复制，请发送到手机微信中打开。|已複製，請發送到手機微信中開啟。|Copied. Send it to WeChat and open it.',
  embedded: '请在新页面打开|請在新頁面開啟|Open in a new page',
  offline: '网络未连接|網絡未連接|No network connection',
  trouble: '网络异常|網絡異常|Cannot connect right now',
  // Only the merchant can help. The error code follows.
  misconfigured: '暂时无法核身|暫時無法核身|Not available right now',
  misconfiguredText: '请联系商家，并提供错误码：|請聯絡商戶，並提供錯誤碼：|Contact the merchant:',
} satisfies Record<string, `${string}|${string}|${string}`>
