// What real browsers call themselves, as the developers of pages see it.
const webkit = 'AppleWebKit/605.1.15 (KHTML, like Gecko)'

export const userAgents = {
  wechatAndroid:
    'Mozilla/5.0 (Linux; Android 15; V2309A Build/AP3A.240905.015.A1; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/138.0.7204.180 Mobile Safari/537.36 XWEB/1380215 MMWEBSDK/20250804 MMWEBID/1770 MicroMessenger/8.0.63.2920(0x28003F3A) WeChat/arm64 Weixin NetType/5G Language/zh_CN ABI/arm64',
  wechatIos: `Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) ${webkit} Mobile/15E148 MicroMessenger/8.0.61(0x18003d2a) NetType/WIFI Language/zh_CN`,
  wecomIos: `Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) ${webkit} Mobile/15E148 wxwork/5.0.6 MicroMessenger/7.0.1 Language/zh ColorScheme/Light`,
  harmony:
    'Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1.6.1 Mobile MicroMessenger/8.0.10.41(0xf3100a29) Weixin NetType/WIFI Language/zh_CN',
  desktop:
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36',
} as const
