import { expect, test } from 'vitest'
import { type Obstacle, obstacleFor } from '../src/pages/environment.js'
import { desktop, phone } from './support/browser.js'

const android =
  'Mozilla/5.0 (Linux; Android 14; 23127PN0CC; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/138.0.7204.180 Mobile Safari/537.36 XWEB/1380215'
const wechat = `${android} MMWEBSDK/1 MicroMessenger/8.0.63.2920(0x28003F3A) WeChat/arm64 Weixin NetType/5G Language/zh_CN ABI/arm64`
const wecom = `${android} wxwork/5.0.6 MicroMessenger/7.0.1 NetType/WIFI Language/zh`
const harmony =
  'Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0 Safari/537.36 ArkWeb/4.1.6.1 Mobile MicroMessenger/8.0.10.41(0xf3100a29) Weixin NetType/WIFI'
const safari =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1'
const tablet = `${android.replace(' Mobile', '')} MicroMessenger/8.0.63 Weixin Android Tablet NetType/WIFI`
const windows = `${desktop} MicroMessenger/7.0.20.1781(0x6700143B) WindowsWechat(0x63090b19) XWEB/8519`
const mac =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) MicroMessenger/6.8.0(0x16080000) MacWechat/3.8.7(0x13080710) XWEB/1191'
const ipad =
  'Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) AppleWebKit/605.1.15 MicroMessenger/8.0.61(0x18003d2a) NetType/WIFI Language/zh_CN'
const devtools = `${phone} wechatdevtools/2.02.0 MicroMessenger/8.0.5 webview/`
const miniProgram = `${phone} miniProgram/wx0123456789abcdef`

const native = { mode: 'native', identity: 'captured' } as const
const overlay = { mode: 'overlay', identity: 'captured' } as const
const outside = { ...overlay, outsideWeChat: true }

test.each<[string, string, Obstacle | undefined, Obstacle | undefined, Obstacle | undefined]>([
  ['WeChat on an iPhone', phone, undefined, undefined, undefined],
  ['WeChat on Android', wechat, undefined, undefined, undefined],
  ['WeCom on Android', wecom, 'needs-wechat', undefined, undefined],
  ['WeChat on HarmonyOS', harmony, 'needs-wechat', 'needs-wechat-or-wecom', undefined],
  ['Safari on an iPhone', safari, 'needs-wechat', 'needs-wechat-or-wecom', undefined],
  ['a browser on Android', android, 'needs-wechat', 'needs-wechat-or-wecom', undefined],
  ['a mini program', miniProgram, 'mini-program', 'mini-program', 'mini-program'],
  ['the DevTools', devtools, 'mini-program', 'mini-program', 'mini-program'],
  ['an Android tablet', tablet, 'needs-phone', 'needs-phone', 'needs-phone'],
  ['an iPad', ipad, 'needs-phone', 'needs-phone', 'needs-phone'],
  ['WeChat on Windows', windows, 'needs-phone', 'needs-phone', 'needs-phone'],
  ['WeChat on a Mac', mac, 'needs-phone', 'needs-phone', 'needs-phone'],
  ['a desktop browser', desktop, 'needs-phone', 'needs-phone', 'needs-phone'],
  ['nothing at all', '', 'needs-phone', 'needs-phone', 'needs-phone'],
])('%s: native, overlay, overlay outside WeChat', (_, userAgent, ...obstacles) => {
  expect([native, overlay, outside].map((rule) => obstacleFor(rule, userAgent))).toEqual(obstacles)
})
