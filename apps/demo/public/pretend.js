// Lets a visitor on a computer see what others see, through the element's `environment`. A real shop has no such thing.
const pretences = {
  'wechat-android': { app: 'wechat', os: 'android', device: 'phone' },
  'wechat-ios': { app: 'wechat', os: 'ios', device: 'phone' },
  wecom: { app: 'wecom', os: 'android', device: 'phone' },
  harmonyos: { app: 'wechat', os: 'harmonyos', device: 'phone' },
  browser: { app: 'other', os: 'android', device: 'phone' },
}

/** Keeps the choice over the redirect. Before any choice a computer plays WeChat on Android; a phone plays nothing. */
export function applyPretence(faceid, select) {
  const phone = /Mobile|Phone|MicroMessenger|wxwork/i.test(navigator.userAgent)
  select.value = sessionStorage.getItem('pretend') ?? (phone ? 'real' : 'wechat-android')
  apply()
  select.addEventListener('change', () => {
    sessionStorage.setItem('pretend', select.value)
    apply()
  })

  function apply() {
    faceid.environment = pretences[select.value]
  }
}
