import { expect, test } from 'vitest'
import { hostedUrl } from '../src/client/hosted-url.js'
import { isWidgetError } from '../src/client/widget-error.js'

const production = 'https://m.shop.example/faceid'
const authorize =
  'https://open.weixin.qq.com/connect/oauth2/authorize?appid=wx1&redirect_uri=http%3A%2F%2Fopen.faceid.qq.com%2Fv1%3Fa%3D1%26b%3D2&response_type=code&scope=snsapi_base&state=&component_appid=wx2#wechat_redirect'

test.each([
  authorize,
  'https://faceid.qq.com?token=A-B',
  'https://faceid.qq.com/h5?BizToken=A-B',
  'https://open.faceid.qq.com/x#y?z',
])('%s is gone to untouched', (url) => {
  expect(hostedUrl(url, production)).toBe(url)
})

test.each([
  ['http://localhost:4171', 'http://localhost:4172/hosted/1'],
  ['http://localhost:4171', 'http://127.0.0.1:4172/hosted/1'],
  ['https://localhost:4171', 'http://[::1]:4172/hosted/1'],
  ['https://127.0.0.1:4171/faceid', 'https://127.0.0.1:4172/hosted/1'],
  ['http://192.168.1.20:4171', 'http://192.168.1.20:4172/hosted/1'],
  ['http://192.168.1.20:4171', 'https://faceid.qq.com/h5?BizToken=A-B'],
])('a relay under development, at %s, has its sandbox at %s', (relay, url) => {
  expect(hostedUrl(url, relay)).toBe(url)
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
  'https://m.shop.example/hosted/1',
  'https://m.shop.example:4172/hosted/1',
  'http://localhost:4172/hosted/1',
  'https://localhost:4172/hosted/1',
  'http://127.0.0.1:4172/hosted/1',
  'http://[::1]:4172/hosted/1',
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
  expect(refusal(url, production)).toBe('hosted_url_refused')
})

test.each([
  'http://192.168.1.21:4172/hosted/1',
  'https://evil.example/',
  'http://faceid.qq.com/',
  'javascript://localhost/%0aalert(1)',
  'http://user@localhost:4172/hosted/1',
])('%s is refused to a relay under development as well', (url) => {
  expect(refusal(url, 'http://192.168.1.20:4171')).toBe('hosted_url_refused')
  expect(refusal(url, 'http://localhost:4171')).toBe('hosted_url_refused')
})

test.each([
  ['https://hosted.example/h5', ['hosted.example']],
  ['https://a.hosted.example/h5', ['other.example', 'hosted.example']],
  ['https://faceid.qq.com/h5', ['hosted.example']],
])('%s is gone to where the page names %j', (url, hosts) => {
  expect(hostedUrl(url, production, hosts)).toBe(url)
})

test.each([
  'http://hosted.example/h5',
  'https://evilhosted.example/h5',
  'https://hosted.example.evil.example/h5',
  'https://user@hosted.example/h5',
  'https://evil.example./h5',
])('%s is refused where the page names `hosted.example` and a space too many', (url) => {
  expect(refusal(url, production, ['hosted.example', ''])).toBe('hosted_url_refused')
})

function refusal(url: string, relay: string, hosts?: readonly string[]): string | undefined {
  try {
    hostedUrl(url, relay, hosts)
  } catch (error) {
    if (isWidgetError(error)) return error.code
  }
  return undefined
}
