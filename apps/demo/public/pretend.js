// Lets a visitor on a computer see what others see, through the element's `environment`. A real shop has no such thing.
const environments = {
  'wechat-android': { app: 'wechat', os: 'android', device: 'phone' },
  'wechat-ios': { app: 'wechat', os: 'ios', device: 'phone' },
  wecom: { app: 'wecom', os: 'android', device: 'phone' },
  harmonyos: { app: 'wechat', os: 'harmonyos', device: 'phone' },
  browser: { app: 'other', os: 'android', device: 'phone' },
}
const phone = /Mobile|Phone|MicroMessenger|wxwork/i.test(navigator.userAgent)
/** The last element that was told its environment: a front end with a router makes several. */
let told

document.addEventListener('change', ({ target }) => {
  if (target.id !== 'pretend') return
  sessionStorage.setItem('pretend', target.value)
  told = undefined
  pretend()
})
new MutationObserver(pretend).observe(document, { childList: true, subtree: true })
pretend()

function pretend() {
  const select = document.querySelector('#pretend')
  const element = document.querySelector('faceid-h5')
  if (!select) return
  select.parentElement.hidden = !element
  if (!element || element === told) return
  told = element
  select.value = sessionStorage.getItem('pretend') ?? standard(element)
  element.environment = environments[select.value]
}

/** On a computer the club and the loan show what a phone would, the auction shows its QR code. */
function standard(element) {
  return phone || element.getAttribute('scene') === 'auction' ? 'real' : 'wechat-android'
}
