// Lets a visitor on a computer see what others see, through the element's `environment`. A real shop has no such thing.
const pretences = {
  'wechat-android': { app: 'wechat', os: 'android', device: 'phone' },
  'wechat-ios': { app: 'wechat', os: 'ios', device: 'phone' },
  wecom: { app: 'wecom', os: 'android', device: 'phone' },
  harmonyos: { app: 'wechat', os: 'harmonyos', device: 'phone' },
  browser: { app: 'other', os: 'android', device: 'phone' },
}

// Before any choice a computer plays what the page is about; a phone plays nothing.
const phone = /Mobile|Phone|MicroMessenger|wxwork/i.test(navigator.userAgent)
const choice = document.querySelector('#pretend')
choice.value = sessionStorage.getItem('pretend') ?? (phone ? 'real' : choice.dataset.usual)
choice.addEventListener('change', () => {
  sessionStorage.setItem('pretend', choice.value)
  pretend()
})
pretend()

function pretend() {
  document.querySelector('faceid-h5').environment = pretences[choice.value]
}
