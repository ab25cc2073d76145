import type { App, Device, Environment, OperatingSystem } from '@faceid-h5/protocol'

/**
 * Says where the page runs, in time linear in what it is given, and refuses to judge: what may be
 * done there is policy (`modesFor`). The User-Agent can be forged, so this decides what is shown,
 * never what is true. Versions are not looked at: WeChat freezes, nulls and swaps them.
 */
export function detectEnvironment(source: EnvironmentSource = currentSource()): Environment {
  const userAgent = source.userAgent.toLowerCase()
  const says: Says = (word) => userAgent.indexOf(word) >= 0
  const os = osOf(says, source)
  const device = deviceOf(says, os)
  return { app: appOf(says, device, source.wxEnvironment), os, device }
}

export interface EnvironmentSource {
  userAgent: string
  /** `navigator.platform`: names the iPad that says it is a phone. */
  platform?: string | undefined
  /** `navigator.maxTouchPoints`: more than one on a Mac is an iPad. */
  maxTouchPoints?: number | undefined
  /** `window.__wxjs_environment`. It may be late or missing, so it can demote and never promote. */
  wxEnvironment?: string | undefined
}

type Says = (word: string) => boolean

function osOf(
  says: Says,
  { platform = '', maxTouchPoints = 0 }: EnvironmentSource,
): OperatingSystem {
  // Not just `windows`: WeChat on macOS and Linux calls itself `WindowsWechat` too.
  if (says('windows nt') || says('windows phone')) return 'windows'
  if (says('android')) return 'android'
  if (says('openharmony') || says('harmonyos')) return 'harmonyos'
  if (says('iphone') || says('ipad') || says('ipod') || platform === 'iPad') return 'ios'
  if (says('macintosh')) return maxTouchPoints > 1 ? 'ios' : 'macos'
  // WeCom for macOS sometimes gives no platform at all.
  if (says('wxwork/') && says(' wechat/2')) return 'macos'
  return says('linux') || says('x11') ? 'linux' : 'unknown'
}

function deviceOf(says: Says, os: OperatingSystem): Device {
  if (os === 'ios') return says('iphone') || says('ipod') ? 'phone' : 'tablet'
  if (os === 'android') return says('mobile') && !says('android tablet') ? 'phone' : 'tablet'
  if (os === 'harmonyos') return says('(tablet') ? 'tablet' : says('(pc') ? 'desktop' : 'phone'
  return says('windows phone') || (os === 'unknown' && says('mobile')) ? 'phone' : 'desktop'
}

function appOf(says: Says, device: Device, wxEnvironment: string | undefined): App {
  if (says('wechatdevtools')) return 'wechat-devtools'
  // WeCom carries `MicroMessenger`; QQ's mini programs say `miniProgram` without it.
  const weCom = says('wxwork')
  if (!weCom && !says('micromessenger')) return 'other'
  // Linux WeChat claims a mini-program environment on every page.
  if (says('unifiedpclinuxwechat')) return 'wechat-desktop'
  if (says('miniprogram') || says('process/appbrand') || wxEnvironment === 'miniprogram') {
    return 'wechat-miniprogram'
  }
  if (weCom) return 'wecom'
  return device === 'desktop' || says('windowswechat') || says('macwechat')
    ? 'wechat-desktop'
    : 'wechat'
}

function currentSource(): EnvironmentSource {
  if (typeof window === 'undefined') return { userAgent: '' }
  const { userAgent, platform, maxTouchPoints } = navigator
  // WeChat adds this global; it is in no DOM typing.
  const { __wxjs_environment: wxEnvironment } = window as { __wxjs_environment?: string }
  return { userAgent, platform, maxTouchPoints, wxEnvironment }
}
