/** What the hosted pages say, in Chinese and English. */
export type Language = 'zh-CN' | 'en'

export const texts = {
  mark: { 'zh-CN': '沙箱：这不是腾讯', en: 'Sandbox: this is not Tencent' },
  markNote: {
    'zh-CN': '仅供开发和测试，不会采集任何人脸或证件',
    en: 'For development and tests. Nobody is recorded',
  },
  otherLanguage: { 'zh-CN': 'English', en: '中文' },
  asks: { 'zh-CN': '请你完成身份核验', en: 'asks who you are' },
  merchant: { 'zh-CN': '示例商户', en: 'Example merchant' },
  progress: { 'zh-CN': '进度', en: 'Progress' },
  stepCard: { 'zh-CN': '身份证', en: 'ID card' },
  stepFace: { 'zh-CN': '人脸', en: 'Face' },
  stepIntention: { 'zh-CN': '意愿', en: 'Intention' },
  cardTitle: { 'zh-CN': '拍摄身份证', en: 'Scan the ID card' },
  cardHint: {
    'zh-CN': '真实页面会拍下证件。这里由你决定结果。',
    en: 'The real page takes a picture. Here you decide how it ends.',
  },
  faceTitle: { 'zh-CN': '看着镜头', en: 'Look into the camera' },
  faceHint: {
    'zh-CN': '真实页面会录下一段视频并与照片比对。这里由你决定结果。',
    en: 'The real page films and compares. Here you decide how it ends.',
  },
  readingTitle: { 'zh-CN': '请朗读', en: 'Read aloud' },
  questionsTitle: { 'zh-CN': '请回答', en: 'Answer the questions' },
  nodTitle: { 'zh-CN': '点头确认', en: 'Nod to confirm' },
  intentionHint: {
    'zh-CN': '真实页面会录音录像。这里由你决定结果。',
    en: 'The real page records sound and picture. Here you decide how it ends.',
  },
  answers: { 'zh-CN': '可接受的回答', en: 'Accepted answers' },
  cardPass: { 'zh-CN': '身份证：通过', en: 'ID card: pass' },
  facePass: { 'zh-CN': '人脸：通过', en: 'Face: pass' },
  intentionPass: { 'zh-CN': '意愿：通过', en: 'Intention: pass' },
  failInstead: { 'zh-CN': '或者让它失败', en: 'Or let it fail' },
  anyCode: { 'zh-CN': '任选结果码', en: 'Any result code' },
  useCode: { 'zh-CN': '使用此结果', en: 'Use this result' },
  leave: { 'zh-CN': '离开', en: 'Leave' },
  expire: { 'zh-CN': '让两小时过去', en: 'Let two hours pass' },
  failedTitle: { 'zh-CN': '未通过', en: 'Not passed' },
  failedHint: {
    'zh-CN': '同一链接在两小时内可以重试。',
    en: 'The same link can be tried again within its two hours.',
  },
  magicTitle: { 'zh-CN': '自动进行', en: 'On its own' },
  magicHint: {
    'zh-CN': '商户传入了测试姓名或测试身份证号，结果由它决定。',
    en: 'The merchant sent a test name or number. It chooses the outcome.',
  },
  magicGo: { 'zh-CN': '继续', en: 'Continue' },
  again: { 'zh-CN': '重试', en: 'Try again' },
  toMerchant: { 'zh-CN': '返回商户', en: 'Return to the merchant' },
  passedTitle: { 'zh-CN': '已通过', en: 'Passed' },
  passedHint: { 'zh-CN': '核验已完成，可以返回了。', en: 'All done. You can go back now.' },
  expiredTitle: { 'zh-CN': '链接已过期', en: 'This link has expired' },
  expiredHint: {
    'zh-CN': '核验链接两小时内有效。请回到商户重新开始。',
    en: 'A link lives for two hours. Go back to the merchant and begin again.',
  },
  leftTitle: { 'zh-CN': '你已离开', en: 'You have left' },
  leftHint: {
    'zh-CN': '就像用户关掉了页面：商户不会收到跳转。',
    en: 'As if the user had closed the page: nobody is sent back to the merchant.',
  },
  comeBack: { 'zh-CN': '回来继续', en: 'Come back' },
  unknownTitle: { 'zh-CN': '找不到这次核验', en: 'No such verification' },
  unknownHint: {
    'zh-CN': '链接不完整，或不是由这个沙箱签发的。',
    en: 'The link is incomplete, or not from this sandbox.',
  },
  strandedTitle: { 'zh-CN': '无处可回', en: 'Nowhere to go back to' },
  strandedHint: {
    'zh-CN': 'RedirectUrl 缺失或不是完整的 http(s) 地址。真实用户会停在腾讯的页面上。',
    en: 'RedirectUrl is missing or no complete http(s) address. A real user is stuck on Tencent’s page.',
  },
  continueAnyway: { 'zh-CN': '仍然继续', en: 'Continue anyway' },
  continueNote: {
    'zh-CN': '真实页面到此为止；沙箱允许在电脑上继续。',
    en: 'The real page ends here. The sandbox lets you go on, on a laptop for example.',
  },
  'needs-wechat': { 'zh-CN': '请在微信中打开', en: 'Open this in WeChat' },
  'needs-wechat-or-wecom': {
    'zh-CN': '请在微信或企业微信中打开',
    en: 'Open this in WeChat or WeCom',
  },
  'needs-phone': { 'zh-CN': '请用手机打开', en: 'Open this on a phone' },
  'mini-program': {
    'zh-CN': '小程序内无法使用，请在微信中打开',
    en: 'Not in a mini program: open this in WeChat',
  },
  nativeRule: {
    'zh-CN': '微信原生 H5：只能在 iOS 或安卓手机的微信中使用。',
    en: 'Native H5: only in WeChat on an iOS or Android phone.',
  },
  overlayRule: {
    'zh-CN': '微信浮层 H5：只能在 iOS 或安卓手机的微信、企业微信中使用。',
    en: 'Overlay H5: only in WeChat or WeCom on an iOS or Android phone.',
  },
  outsideRule: {
    'zh-CN': '微信浮层 H5（可在微信外打开）：任何手机浏览器都可以，电脑不行。',
    en: 'Overlay H5, open outside WeChat too: any phone browser, but no desktop.',
  },
  homeTitle: { 'zh-CN': '人脸核身沙箱', en: 'FaceID sandbox' },
  homeHint: {
    'zh-CN': '在你的电脑上模拟腾讯云人脸核身的接口和页面，仅供开发和测试。',
    en: 'Simulates the API and the hosted page of Tencent Cloud FaceID on your laptop. Not for production.',
  },
  homeUse: { 'zh-CN': '如何连接', en: 'How to reach it' },
  homeIssued: { 'zh-CN': '最近的核验', en: 'Latest verifications' },
  homeNothing: { 'zh-CN': '还没有。请调用 DetectAuth。', en: 'None yet. Call DetectAuth.' },
  homeState: { 'zh-CN': '状态', en: 'State' },
  homeOpen: { 'zh-CN': '未完成', en: 'Open' },
  homeMagic: { 'zh-CN': '测试姓名', en: 'Test names' },
  homeName: { 'zh-CN': '姓名', en: 'Name' },
  homeOutcome: { 'zh-CN': '结果', en: 'Outcome' },
} as const satisfies Record<string, Record<Language, string>>

export type TextKey = keyof typeof texts
export type Say = (key: TextKey) => string

export function speaker(language: Language): Say {
  return (key) => texts[key][language]
}

/** The language of a person: their own choice, or what their browser prefers; English for the others. */
export function languageOf(chosen: string | undefined, acceptLanguage: string): Language {
  if (chosen === 'zh-CN' || chosen === 'en') return chosen
  const first = acceptLanguage.split(',')[0] ?? ''
  return /^zh/i.test(first.trim()) ? 'zh-CN' : 'en'
}
