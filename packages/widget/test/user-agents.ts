/** A User-Agent for every signature and trap that is known of WeChat, put together from its parts. */

const android = 'Mozilla/5.0 (Linux; Android 14; PHONE Build/UKQ1; wv) AppleWebKit/537.36'
const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) AppleWebKit/605.1.15'
const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36'
const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15'
const like = '(KHTML, like Gecko)'
const xweb = `${android} ${like} Version/4.0 Chrome/138.0.7204.180 Mobile Safari/537.36 XWEB/1380215 MMWEBSDK/20250804 MMWEBID/1770 MicroMessenger/8.0.63.2920(0x28003F3A)`
const wechatIos = `${iphone} ${like} Mobile/15E148 MicroMessenger/8.0.61(0x18003d2a) NetType/WIFI Language/zh_CN`

export const userAgents = {
  wechatX5: `${android} ${like} Version/4.0 Chrome/66.0.3359.126 MQQBrowser/6.2 TBS/045005 Mobile Safari/537.36 MMWEBID/1 MicroMessenger/7.0.7.1521(0x2700073A) Process/tools NetType/4G Language/zh_CN ABI/arm64`,
  wechatXweb: `${xweb} WeChat/arm64 Weixin NetType/5G Language/zh_CN ABI/arm64`,
  wechatNullVersion: `${android} ${like} Version/4.0 Chrome/78.0 Mobile Safari/537.36 MicroMessenger/null.0 Weixin NetType/02:42:ac Language/`,
  wechatAndroidTablet: `${android} ${like} Version/4.0 Chrome/107.0 Mobile Safari/537.36 MicroMessenger/8.0.47.2560(0x28002F36) WeChat/arm64 Weixin Android Tablet NetType/WIFI`,
  wechatAndroidWithoutMobile: `${android} ${like} Version/4.0 Chrome/92.0 Safari/537.36 MicroMessenger/8.0.20.2100(0x28001438) WeChat/arm64 Weixin NetType/WIFI`,
  wechatIos,
  wechatIpad: `Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) AppleWebKit/605.1.15 ${like} Mobile/15E148 MicroMessenger/8.0.61(0x18003d2a) NetType/WIFI`,
  wechatHarmony: `Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 ${like} Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1.6.1 Mobile MicroMessenger/8.0.10.41(0xf3100a29) Weixin NetType/WIFI`,
  wechatHarmonyTablet: `Mozilla/5.0 (Tablet; OpenHarmony 5.0) AppleWebKit/537.36 ${like} Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1.6.1 MicroMessenger/8.0.10.41(0xf3100a29) Weixin`,
  miniProgramIos: `${wechatIos} miniProgram/wx0123456789abcdef`,
  miniProgramIosBare: `${wechatIos} miniProgram`,
  miniProgramAndroid: `${xweb} WeChat/arm64 Weixin NetType/5G Language/zh_CN ABI/arm64 MiniProgramEnv/android`,
  miniProgramProcess: `${xweb} Process/appbrand0 WeChat/arm64 Weixin NetType/5G Language/zh_CN`,
  miniProgramWindows: `${windows} ${like} Chrome/116.0.0.0 Safari/537.36 MicroMessenger/7.0.20.1781(0x6700143B) NetType/WIFI MiniProgramEnv/Windows WindowsWechat/WMPF XWEB/9165`,
  miniProgramMac: `${mac} ${like} Chrome/116.0.0.0 Safari/537.36 MicroMessenger/6.8.0(0x16080000) NetType/WIFI MiniProgramEnv/Mac MacWechat/WMPF XWEB/9165`,
  miniProgramWecom: `${iphone} ${like} Mobile/15E148 wxwork/4.1.30 MicroMessenger/8.0.28.48 Language/zh miniProgram/wx0123456789abcdef`,
  windowsWechat: `${windows} ${like} Chrome/122.0.0.0 Safari/537.36 NetType/WIFI MicroMessenger/7.0.20.1781(0x6700143B) WindowsWechat(0x63090b19) XWEB/11205 Flue`,
  windowsWechat4: `${windows} ${like} Chrome/132.0.0.0 Safari/537.36 NetType/WIFI MicroMessenger/7.0.20.1781(0x6700143B) UnifiedPCWindowsWechat(0xf2541d41) XWEB/25560`,
  windowsWechatTwice: `${windows} ${like} Chrome/53.0 Safari/537.36 QBCore/3.53 QQBrowser/9.0.2524.400 Mozilla/5.0 (Windows NT 6.1; WOW64) AppleWebKit/537.36 ${like} Chrome/39.0 Safari/537.36 MicroMessenger/6.5.2.501 NetType/WIFI WindowsWechat`,
  macWechat: `${mac} ${like} NetType/WIFI MicroMessenger/6.8.0(0x16080000) MacWechat/3.8.7(0x13080712) XWEB/1191 Flue`,
  macWechat2: `${mac} ${like} MicroMessenger/6.8.0(0x16080000) MacWechat/2.5(0x12050012) NetType/WIFI WindowsWechat`,
  macWechat4: `${mac} ${like} Chrome/132.0 Safari/537.36 NetType/WIFI MicroMessenger/6.8.0(0x16080000) UnifiedPCMacWechat(0xf2641404) XWEB/16730`,
  linuxWechat: `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 ${like} Chrome/126.0.0.0 Safari/537.36 MicroMessenger/7.0.20.1781(0x6700143B) NetType/WIFI MiniProgramEnv/Windows WindowsWechat/WMPF WindowsWechat(0x63090a13) UnifiedPCLinuxWechat(0xf2741104) XWEB/14910`,
  wecomIos: `${iphone} ${like} Mobile/15E148 wxwork/4.1.30 MicroMessenger/7.0.1 Language/zh ColorScheme/Light`,
  wecomAndroid: `${android} ${like} Version/4.0 Chrome/116.0.0.0 Mobile Safari/537.36 wxwork/5.0.6 MicroMessenger/7.0.1 NetType/WIFI Language/zh`,
  wecomLocal: `${android} ${like} Version/4.0 Chrome/98.0 Mobile Safari/537.36 wxworklocal/2.5.40000 wxwork/4.0.0 MicroMessenger/7.0.1 NetType/WIFI`,
  wecomWindows: `${windows} ${like} Chrome/107.0.5304.110 Safari/537.36 Language/zh ColorScheme/Light wxwork/5.0.11 (MicroMessenger/6.2) WindowsWechat MailPlugin_Electron WeMail`,
  wecomMac: `${mac} ${like} wxwork/3.0.24 (MicroMessenger/6.2) WeChat/2.0.4`,
  wecomMacBare:
    'Language/zh ColorScheme/Light DistType/publish wxwork/4.0.20 (MicroMessenger/6.2) WeChat/2.0.4',
  devtools: `${iphone} ${like} Version/16.6 Mobile/15E148 Safari/604.1 wechatdevtools/2.02.2504010 MicroMessenger/8.0.5 Language/zh_CN webview/ sessionid/1`,
  qqMiniProgram: `${android} ${like} Version/4.0 Chrome/109.0 MQQBrowser/6.2 TBS/047605 Mobile Safari/537.36 V1_AND_SQ_8.9.0 QQ/8.9.0.1 NetType/WIFI miniProgram`,
  alipay: `${android} ${like} Version/4.0 Chrome/69.0 MYWeb/0.2 UWS/3.22 Mobile Safari/537.36 NebulaSDK/1.8 AliApp(AP/10.3.50.9999) AlipayClient/10.3.50.9999`,
  safariIphone: `${iphone} ${like} Version/16.6 Mobile/15E148 Safari/604.1`,
  safariMac: `${mac} ${like} Version/16.6 Safari/605.1.15`,
  chromeAndroid: `Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 ${like} Chrome/138.0.0.0 Mobile Safari/537.36`,
  chromeAndroidTablet: `Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 ${like} Chrome/138.0.0.0 Safari/537.36`,
  huaweiHarmony4: `Mozilla/5.0 (Linux; Android 12; HarmonyOS; NOH-AN00; HMSCore 6.4.0.312) AppleWebKit/537.36 ${like} Chrome/92.0 HuaweiBrowser/12.0.1.302 Mobile Safari/537.36`,
  browserHarmony: `Mozilla/5.0 (Phone; OpenHarmony 6.0) AppleWebKit/537.36 ${like} Chrome/132.0.0.0 Safari/537.36 ArkWeb/6.0.0.47 Mobile`,
  browserHarmonyPc: `Mozilla/5.0 (PC; OpenHarmony 6.0) AppleWebKit/537.36 ${like} Chrome/132.0.0.0 Safari/537.36 ArkWeb/6.0.0.47`,
  chromeWindows: `${windows} ${like} Chrome/138.0.0.0 Safari/537.36`,
  firefoxLinux: 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
  chromeOs: `Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 ${like} Chrome/138.0.0.0 Safari/537.36`,
  windowsPhone: `Mozilla/5.0 (Windows Phone 10.0; Android 6.0.1; Microsoft; Lumia 950) AppleWebKit/537.36 ${like} Chrome/52.0 Mobile Safari/537.36 Edge/15.15254`,
  crawler: 'Tencent Security Team, more information: https://developers.weixin.qq.com/',
  empty: '',
}
