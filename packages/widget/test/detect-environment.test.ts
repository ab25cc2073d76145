import { expect, test } from 'vitest'
import { detectEnvironment } from '../src/environment/detect-environment.js'
import userAgents from './user-agents.json' with { type: 'json' }

test.each(Object.entries(userAgents))('%s is recognised', (_, { is, userAgent }) => {
  const { app, os, device } = detectEnvironment({ userAgent })
  expect(`${app} ${os} ${device}`).toBe(is)
})

test('an iPad that says it is a Mac is known by its touch points', () => {
  const source = {
    userAgent: userAgents.safariMac.userAgent,
    platform: 'MacIntel',
    maxTouchPoints: 5,
  }
  expect(detectEnvironment(source)).toEqual({ app: 'other', os: 'ios', device: 'tablet' })
})

test('an iPad in WeChat that says it is a Mac is a tablet in WeChat, not WeChat for macOS', () => {
  const userAgent = `${userAgents.safariMac.userAgent} MicroMessenger/8.0.61(0x18003d2a)`
  const environment = detectEnvironment({ userAgent, maxTouchPoints: 5 })
  expect(environment).toEqual({ app: 'wechat', os: 'ios', device: 'tablet' })
})

test('an iPad that says it is an iPhone is known by its platform', () => {
  const { device } = detectEnvironment({ ...userAgents.wechatIos, platform: 'iPad' })
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
    expect(detectEnvironment({ ...userAgents[name], wxEnvironment }).app).toBe(app)
  },
)

test('the order of letters in upper and lower case does not matter', () => {
  const { app } = detectEnvironment({ userAgent: userAgents.wecomIos.userAgent.toUpperCase() })
  expect(app).toBe('wecom')
})

test('without a browser it says so instead of failing', () => {
  expect(detectEnvironment()).toEqual({ app: 'other', os: 'unknown', device: 'desktop' })
})
