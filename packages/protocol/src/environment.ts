/** The app whose web-view shows the page. `wechat` is WeChat's own browser on a phone or tablet. */
export type App =
  | 'wechat'
  | 'wecom'
  | 'wechat-miniprogram'
  | 'wechat-desktop'
  | 'wechat-devtools'
  | 'other'

export type OperatingSystem =
  | 'ios'
  | 'android'
  | 'harmonyos'
  | 'windows'
  | 'macos'
  | 'linux'
  | 'unknown'

export type Device = 'phone' | 'tablet' | 'desktop'

/** Where the page runs: a fact, detected in the browser. It decides what is shown, never what is true. */
export interface Environment {
  app: App
  os: OperatingSystem
  device: Device
}

/** `native` is 微信原生 H5, `overlay` is 微信浮层 H5. Each has its own RuleId in a scene. */
export type Mode = 'native' | 'overlay'
