import { describe, expect, it } from 'vitest'
import { hostedPageHosts } from '../src/config/schema.js'
import { hostedPageUrl } from '../src/verification/hosted-page-url.js'

const authorize =
  'https://open.weixin.qq.com/connect/oauth2/authorize?appid=wx1&redirect_uri=http%3A%2F%2Fopen.faceid.qq.com%2Fx&response_type=code&scope=snsapi_base&state=#wechat_redirect'
const sandbox = new URL('http://127.0.0.1:4172')

describe('the address of the hosted page', () => {
  it.each([
    authorize,
    'https://faceid.qq.com?token=1',
    'https://faceid.qq.com/h5?BizToken=1',
    'https://open.faceid.qq.com/x',
  ])('%s is passed on untouched', (url) => {
    expect(hostedPageUrl(url, hostedPageHosts)).toBe(url)
  })

  it('has `&amp;` decoded, once', () => {
    expect(hostedPageUrl(authorize.replaceAll('&', '&amp;'), hostedPageHosts)).toBe(authorize)
    const decoded = hostedPageUrl('https://faceid.qq.com/?a=1&amp;amp;b=2', hostedPageHosts)
    expect(decoded).toBe('https://faceid.qq.com/?a=1&amp;b=2')
  })

  it.each([
    'http://faceid.qq.com/',
    'https://faceid.qq.com.evil.example/',
    'https://evil-faceid.qq.com/',
    'https://qq.com/',
    'https://user@faceid.qq.com/',
    'https://:word@faceid.qq.com/',
    'https://faceid.qq.com\\@evil.example/',
    'https://evil.example\\.faceid.qq.com/',
    'https://faceid.qq.com/\tx',
    'ht\ntps://faceid.qq.com/',
    ' https://faceid.qq.com/',
    'https://faceid.qq.com/核身',
    'javascript:alert(1)//faceid.qq.com',
    'http://127.0.0.1:4172/h5',
    '/h5',
    '',
    null,
    7,
  ])('%s is refused', (url) => {
    expect(hostedPageUrl(url, hostedPageHosts)).toBeUndefined()
  })

  it('of a sandbox is the sandbox’s own, over http or https and nothing else', () => {
    const own = 'http://127.0.0.1:4172/h5'
    expect(hostedPageUrl(own, hostedPageHosts, sandbox)).toBe(own)
    for (const url of ['javascript://127.0.0.1/%0aalert(1)', 'http://127.0.0.2:4172/h5'])
      expect(hostedPageUrl(url, hostedPageHosts, sandbox)).toBeUndefined()
  })

  it('may be on hosts that the configuration names instead', () => {
    const own = 'https://face.shop.example/'
    expect(hostedPageUrl(own, ['shop.example'])).toBe(own)
    expect(hostedPageUrl(authorize, ['shop.example'])).toBeUndefined()
  })
})
