import { expect, test } from 'vitest'
import { hostedUrl } from '../src/hosted-url.js'
import { isWidgetError } from '../src/widget-error.js'

const production = 'https://m.shop.example/faceid'
const authorize =
  'https://open.weixin.qq.com/connect/oauth2/authorize?appid=wx1&redirect_uri=http%3A%2F%2Fopen.faceid.qq.com%2Fv1%3Fa%3D1%26b%3D2&response_type=code&scope=snsapi_base&state=&component_appid=wx2#wechat_redirect'

test.each([
  authorize,
  'https://faceid.qq.com?token=A-B',
  'https://faceid.qq.com/h5?BizToken=A-B',
  'https://open.faceid.qq.com/x#y?z',
  'http://localhost:4172/hosted/1',
  'http://127.0.0.1:4172/hosted/1',
  'http://[::1]:4172/hosted/1',
  'https://m.shop.example:4172/hosted/1',
])('%s is gone to untouched', (url) => {
  expect(hostedUrl(url, production)).toBe(url)
})

test('plain http to the relay’s own host is for a relay that is itself on http', () => {
  const url = 'http://192.168.1.20:4172/hosted/1'
  expect(hostedUrl(url, 'http://192.168.1.20:4171')).toBe(url)
})

test('`&amp;` is decoded, once', () => {
  expect(hostedUrl('https://faceid.qq.com/?a=1&amp;b=2', production)).toBe(
    'https://faceid.qq.com/?a=1&b=2',
  )
  expect(hostedUrl('https://faceid.qq.com/?a=1&amp;amp;b=2', production)).toBe(
    'https://faceid.qq.com/?a=1&amp;b=2',
  )
})

test.each([
  'http://faceid.qq.com/',
  'http://open.weixin.qq.com/connect',
  'http://m.shop.example/hosted/1',
  'http://192.168.1.20:4172/hosted/1',
  'https://weixin.qq.com/',
  'https://evil.open.weixin.qq.com/',
  'https://faceid.qq.com.evil.example/',
  'https://evilfaceid.qq.com/',
  'https://faceid.qq.com@evil.example/',
  'https://user@faceid.qq.com/',
  'https://user:password@faceid.qq.com/',
  'https://evil.example/?https://faceid.qq.com/',
  'https://evil.example\\@faceid.qq.com/',
  'https://faceidXqq.com/',
  'https://127.0.0.1.evil.example/',
  'https://localhost.evil.example/',
  'https://sub.m.shop.example/',
  '//faceid.qq.com/',
  '/hosted/1',
  'faceid.qq.com',
  'javascript:alert(1)',
  'javascript://faceid.qq.com/%0aalert(1)',
  'data:text/html,faceid.qq.com',
  'weixin://faceid.qq.com/',
  'blob:https://faceid.qq.com/1',
  '',
])('%s is refused', (url) => {
  let refused: unknown
  try {
    hostedUrl(url, production)
  } catch (error) {
    refused = error
  }
  expect(isWidgetError(refused) && refused.code).toBe('hosted_url_refused')
})
