import { expect, test } from 'vitest'
import { detectEnvironment } from '../src/environment/detect-environment.js'
import { userAgents } from './user-agents.js'

const expected: Record<keyof typeof userAgents, string> = {
  wechatX5: 'wechat android phone',
  wechatXweb: 'wechat android phone',
  wechatNullVersion: 'wechat android phone',
  wechatAndroidTablet: 'wechat android tablet',
  wechatAndroidWithoutMobile: 'wechat android tablet',
  wechatIos: 'wechat ios phone',
  wechatIpad: 'wechat ios tablet',
  wechatHarmony: 'wechat harmonyos phone',
  wechatHarmonyTablet: 'wechat harmonyos tablet',
  miniProgramIos: 'wechat-miniprogram ios phone',
  miniProgramIosBare: 'wechat-miniprogram ios phone',
  miniProgramAndroid: 'wechat-miniprogram android phone',
  miniProgramProcess: 'wechat-miniprogram android phone',
  miniProgramWindows: 'wechat-miniprogram windows desktop',
  miniProgramMac: 'wechat-miniprogram macos desktop',
  miniProgramWecom: 'wechat-miniprogram ios phone',
  windowsWechat: 'wechat-desktop windows desktop',
  windowsWechat4: 'wechat-desktop windows desktop',
  windowsWechatTwice: 'wechat-desktop windows desktop',
  macWechat: 'wechat-desktop macos desktop',
  macWechat2: 'wechat-desktop macos desktop',
  macWechat4: 'wechat-desktop macos desktop',
  linuxWechat: 'wechat-desktop linux desktop',
  wecomIos: 'wecom ios phone',
  wecomAndroid: 'wecom android phone',
  wecomLocal: 'wecom android phone',
  wecomWindows: 'wecom windows desktop',
  wecomMac: 'wecom macos desktop',
  wecomMacBare: 'wecom macos desktop',
  devtools: 'wechat-devtools ios phone',
  qqMiniProgram: 'other android phone',
  alipay: 'other android phone',
  safariIphone: 'other ios phone',
  safariMac: 'other macos desktop',
  chromeAndroid: 'other android phone',
  chromeAndroidTablet: 'other android tablet',
  huaweiHarmony4: 'other android phone',
  browserHarmony: 'other harmonyos phone',
  browserHarmonyPc: 'other harmonyos desktop',
  chromeWindows: 'other windows desktop',
  firefoxLinux: 'other linux desktop',
  chromeOs: 'other linux desktop',
  windowsPhone: 'other windows phone',
  crawler: 'other unknown desktop',
  empty: 'other unknown desktop',
}

// Every key of the record is one of these.
for (const name of Object.keys(expected) as (keyof typeof expected)[]) {
  test(`${name} is ${expected[name]}`, () => {
    const { app, os, device } = detectEnvironment({ userAgent: userAgents[name] })
    expect(`${app} ${os} ${device}`).toBe(expected[name])
  })
}

test('an iPad that says it is a Mac is known by its touch points', () => {
  const source = { userAgent: userAgents.safariMac, platform: 'MacIntel', maxTouchPoints: 5 }
  expect(detectEnvironment(source)).toEqual({ app: 'other', os: 'ios', device: 'tablet' })
})

test('an iPad in WeChat that says it is a Mac is a tablet in WeChat, not WeChat for macOS', () => {
  const userAgent = `${userAgents.safariMac} MicroMessenger/8.0.61(0x18003d2a)`
  const environment = detectEnvironment({ userAgent, maxTouchPoints: 5 })
  expect(environment).toEqual({ app: 'wechat', os: 'ios', device: 'tablet' })
})

test('an iPad that says it is an iPhone is known by its platform', () => {
  const { device } = detectEnvironment({ userAgent: userAgents.wechatIos, platform: 'iPad' })
  expect(device).toBe('tablet')
})

test.each([
  ['wechatIos', 'miniprogram', 'wechat-miniprogram'],
  ['wecomIos', 'miniprogram', 'wechat-miniprogram'],
  ['miniProgramIos', 'browser', 'wechat-miniprogram'],
  ['wechatIos', 'browser', 'wechat'],
  ['safariIphone', 'miniprogram', 'other'],
  ['windowsWechat', 'browser', 'wechat-desktop'],
] as const)(
  '%s with the runtime signal %s is %s: it demotes and never promotes',
  (name, wxEnvironment, app) => {
    expect(detectEnvironment({ userAgent: userAgents[name], wxEnvironment }).app).toBe(app)
  },
)

test('the order of letters in upper and lower case does not matter', () => {
  const { app } = detectEnvironment({ userAgent: userAgents.wecomIos.toUpperCase() })
  expect(app).toBe('wecom')
})

test('without a browser it says so instead of failing', () => {
  expect(detectEnvironment()).toEqual({ app: 'other', os: 'unknown', device: 'desktop' })
})
