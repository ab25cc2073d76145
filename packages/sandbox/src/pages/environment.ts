/**
 * The check that Tencent's hosted page makes on the browser: what is in the way of this mode here,
 * or nothing. It reads the User-Agent alone, as a page does before anything runs.
 */
import type { Rule } from '../rules.js'

export type Obstacle = 'needs-wechat' | 'needs-wechat-or-wecom' | 'needs-phone' | 'mini-program'

export function obstacleFor(rule: Rule, userAgent: string): Obstacle | undefined {
  if (!onPhone(userAgent)) return 'needs-phone'
  if (/miniProgram|MiniProgramEnv|wechatdevtools/i.test(userAgent)) return 'mini-program'
  const wecom = /wxwork/i.test(userAgent)
  const wechat = !wecom && /MicroMessenger\//i.test(userAgent)
  const appleOrAndroid = /iPhone|Android/i.test(userAgent) && !/OpenHarmony/i.test(userAgent)
  if (rule.mode === 'native') return wechat && appleOrAndroid ? undefined : 'needs-wechat'
  if ((wechat || wecom) && appleOrAndroid) return undefined
  return rule.outsideWeChat ? undefined : 'needs-wechat-or-wecom'
}

/** Desktop WeChat and tablets show Tencent's error page, so they count as no phone. */
function onPhone(userAgent: string): boolean {
  if (/WindowsWechat|MacWechat|PCLinuxWechat|iPad|Tablet/i.test(userAgent)) return false
  return /iPhone|\(Phone; OpenHarmony|Android.*(Mobile|MicroMessenger|wxwork)/i.test(userAgent)
}
