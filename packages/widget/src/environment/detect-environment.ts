import type { App, Device, Environment, OperatingSystem } from '@faceid-h5/protocol'

/**
 * Says where the page runs, in time linear in what it is given, and refuses to judge: what may be
 * done there is policy (`modesFor`). The User-Agent can be forged, so this decides what is shown,
 * never what is true. Versions are not looked at: WeChat freezes, nulls and swaps them.
 */
export function detectEnvironment(source: EnvironmentSource = currentSource()): Environment {
  const says: Says = (words) => words.test(source.userAgent)
  const os = osOf(says, source)
  const device = source.platform === 'iPad' ? 'tablet' : deviceOf(says, os)
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

/** No pattern below has a quantifier: none can backtrack. */
type Says = (words: RegExp) => boolean

function osOf(says: Says, { platform, maxTouchPoints = 0 }: EnvironmentSource): OperatingSystem {
  // Not just `windows`: WeChat on macOS and Linux calls itself `WindowsWechat` too.
  if (says(/windows (nt|phone)/i)) return 'windows'
  if (says(/android/i)) return 'android'
  if (says(/harmony/i)) return 'harmonyos'
  if (says(/iphone|ipad|ipod/i) || platform === 'iPad') return 'ios'
  if (says(/macintosh/i)) return maxTouchPoints > 1 ? 'ios' : 'macos'
  // WeCom for macOS sometimes gives no platform at all.
  if (says(/wxwork/i) && says(/ wechat\/2/i)) return 'macos'
  return says(/linux|x11/i) ? 'linux' : 'unknown'
}

function deviceOf(says: Says, os: OperatingSystem): Device {
  if (os === 'ios') return says(/iphone|ipod/i) ? 'phone' : 'tablet'
  if (os === 'harmonyos') return says(/\(tablet/i) ? 'tablet' : says(/\(pc/i) ? 'desktop' : 'phone'
  const mobile = says(/mobile|windows phone/i)
  if (os === 'android') return mobile && !says(/android tablet/i) ? 'phone' : 'tablet'
  return mobile ? 'phone' : 'desktop'
}

function appOf(says: Says, device: Device, wxEnvironment: string | undefined): App {
  if (says(/wechatdevtools/i)) return 'wechat-devtools'
  // WeCom carries `MicroMessenger`; QQ's mini programs say `miniProgram` without it.
  const weCom = says(/wxwork/i)
  if (!weCom && !says(/micromessenger/i)) return 'other'
  // Linux WeChat claims a mini-program environment on every page.
  const linux = says(/unifiedpclinux/i)
  if (!linux && (says(/miniprogram|process\/appbrand/i) || wxEnvironment === 'miniprogram')) {
    return 'wechat-miniprogram'
  }
  if (weCom) return 'wecom'
  return device === 'desktop' || says(/windowswechat|macwechat/i) ? 'wechat-desktop' : 'wechat'
}

function currentSource(): EnvironmentSource {
  if (typeof window === 'undefined') return { userAgent: '' }
  const { userAgent, platform, maxTouchPoints } = navigator
  // WeChat adds this global; it is in no DOM typing.
  const { __wxjs_environment: wxEnvironment } = window as { __wxjs_environment?: string }
  return { userAgent, platform, maxTouchPoints, wxEnvironment }
}
