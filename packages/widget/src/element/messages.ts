import type { Locale } from '../client/locale.js'

/** Every text of the element. Why a verification did not pass is said by the relay. */
export type Messages = Record<keyof typeof table, string>

/** The texts in one of our locales. */
export function messagesIn(locale: Locale): Messages {
  const column = ['zh-CN', 'zh-HK', 'en'].indexOf(locale)
  const messages: Partial<Messages> = {}
  let key: keyof Messages
  for (key in table) messages[key] = String(table[key][column])
  // Every row of the table has every column.
  return messages as Messages
}

type Row = [zhCN: string, zhHK: string, en: string]

// biome-ignore format: a row is a line
const table = {
  // Also the name of the whole element for screen readers.
  title: ['人脸核身', '人臉核實', 'Face verification'],
  intro: ['请本人操作，大约一分钟。完成后会自动回到这里。', '請本人操作，大約一分鐘。完成後會自動回到這裏。', 'It takes about a minute, then you come back here.'],
  start: ['开始人脸核身', '開始人臉核實', 'Verify my face'],
  // Another device does it.
  scanStart: ['显示二维码', '顯示二維碼', 'Show QR code'],
  scan: ['请用手机微信扫一扫', '請用手機微信掃一掃', 'Scan with WeChat on your phone'],
  scanText: ['在手机上完成后，这里会显示结果。', '在手機上完成後，這裏會顯示結果。', 'Once done on the phone, the result appears here.'],
  // `{link}` is where the link with `consentLink` goes.
  consent: ['我已阅读并同意{link}', '我已閱讀並同意{link}', 'I have read and agree to the {link}'],
  consentLink: ['《人脸信息处理规则》', '《人臉資料處理規則》', 'rules for face information'],
  consentReminder: ['请先勾选同意', '請先勾選同意', 'Please tick the box first'],
  opening: ['正在打开', '正在開啟', 'Opening'],
  checking: ['正在查询结果', '正在查詢結果', 'Checking the result'],
  waiting: ['还没有完成', '還沒有完成', 'Not finished yet'],
  waitingText: ['可以继续。如果刚刚做完，请稍等。', '可以繼續。如果剛剛做完，請稍等。', 'Go on, or wait a moment if you have just finished.'],
  resume: ['继续核身', '繼續核實', 'Continue'],
  passed: ['核身通过', '核實通過', 'Verified'],
  passedText: ['您可以继续办理了。', '您可以繼續辦理了。', 'You can go on now.'],
  failed: ['没有通过', '沒有通過', 'Not verified'],
  expired: ['已经超时', '已逾時', 'Time is up'],
  retry: ['重试', '重試', 'Try again'],
  restart: ['重新开始', '重新開始', 'Start again'],
  // Why it cannot run here, and how it can.
  elsewhere: ['请用手机微信打开', '請用手機微信開啟', 'Please open in WeChat on a phone'],
  miniProgram: ['小程序里不能核身', '小程式不能核實', 'Not in a mini program'],
  elsewhereText: ['复制链接，发到手机微信，再点开。', '複製連結，發到手機微信，再點開。', 'Send the link to WeChat on your phone and open it there.'],
  otherPhone: ['这部手机的微信不支持', '這部手機的微信不支援', 'WeChat on this phone cannot do it'],
  otherPhoneText: ['请用安卓手机或 iPhone 的微信打开。', '請用 Android 手機或 iPhone 的微信開啟。', 'Open it in WeChat on an Android phone or iPhone.'],
  copy: ['复制链接', '複製連結', 'Copy link'],
  copied: ['已复制', '已複製', 'Copied'],
  copyByHand: ['长按复制下面的链接，发到手机微信，再点开。', '長按複製下面的連結，發到手機微信，再點開。', 'Press and hold the link below to copy it. Send the link to WeChat on your phone and open it there.'],
  offline: ['没有网络', '沒有網絡', 'No network'],
  // The relay or Tencent is in trouble: later it may work.
  trouble: ['暂时连接不上', '暫時連接不上', 'Cannot connect right now'],
  troubleText: ['请检查网络，稍后再试。', '請檢查網絡，稍後再試。', 'Check your connection, then try again.'],
  // Only the merchant can help. `{code}` is the error's.
  misconfigured: ['暂时不能核身', '暫時不能核實', 'Not available right now'],
  misconfiguredText: ['请联系商家，告知代码：{code}', '請聯絡商戶，告知代碼：{code}', 'Please tell the merchant this code: {code}'],
} satisfies Record<string, Row>
