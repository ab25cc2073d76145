import { describe, expect, it } from 'vitest'
import { returnUrlFault } from '../src/verification/return-url.js'

const allowed = [
  'https://passport.example/done',
  'https://m.shop.example/apply',
  'https://club.example/',
  'http://127.0.0.1:4170/',
]

describe('a return URL is allowed', () => {
  it.each([
    'https://m.shop.example/apply',
    'https://m.shop.example/apply/',
    'https://m.shop.example/apply/step/2',
    'https://m.shop.example/apply?order=1&next=%2Fhome%2e',
    'https://m.shop.example/apply#/orders/4711?tab=..%2f',
    'https://m.shop.example:443/apply',
    'HTTPS://M.Shop.Example/apply',
    'https://m.shop.example/apply/%E6%9D%8E',
    'https://club.example',
    'https://club.example/anything/at/all',
    'https://club.example/.well-known/a%20page;v=1',
    'https://club.example/?next=https://evil.example/@',
    'http://127.0.0.1:4170/#/done',
  ])('%s', (url) => {
    expect(returnUrlFault(url, allowed)).toBeUndefined()
  })
})

describe('a return URL that only looks allowed is refused', () => {
  it.each([
    ['another port', 'https://m.shop.example:8443/apply'],
    ['another scheme', 'http://m.shop.example/apply'],
    ['user-info', 'https://m.shop.example@evil.example/apply'],
    ['user-info on the right host', 'https://user@m.shop.example/apply'],
    ['user and password', 'https://a:b@m.shop.example/apply'],
    ['empty user-info', 'https://@m.shop.example/apply'],
    ['a look-alike host in front', 'https://m.shop.example.evil.example/apply'],
    ['a look-alike host behind', 'https://evil-m.shop.example/apply'],
    ['a host below', 'https://x.m.shop.example/apply'],
    ['a host with a dot at its end', 'https://m.shop.example./apply'],
    ['a prefix that is no path segment', 'https://m.shop.example/apply-evil'],
    ['a prefix with a parameter', 'https://m.shop.example/apply;x'],
    ['another path', 'https://m.shop.example/admin'],
    ['the path above', 'https://m.shop.example/'],
    ['another case of the path', 'https://m.shop.example/Apply'],
    ['dot segments', 'https://m.shop.example/apply/../admin'],
    ['dot segments that stay inside', 'https://m.shop.example/apply/a/../b'],
    ['a single dot', 'https://m.shop.example/apply/./x'],
    ['encoded dot segments', 'https://m.shop.example/apply/%2e%2e/admin'],
    ['half encoded dot segments', 'https://m.shop.example/apply/.%2E/admin'],
    ['an encoded slash', 'https://m.shop.example/apply/..%2fadmin'],
    ['an encoded backslash', 'https://m.shop.example/apply/..%5Cadmin'],
    ['a backslash', 'https://m.shop.example\\@evil.example/apply'],
    ['a tab in the middle', 'https://m.shop.example/ap\tply'],
    ['a line feed', 'https://m.shop.example/apply\r\nX: y'],
    ['a space in front', ' https://m.shop.example/apply'],
    ['a character that is not ASCII', 'https://m.shop.example/apply/李'],
    [
      'an encoded letter in the host that parsers read differently',
      'https://pa%E1%BA%9Eport.example/done',
    ],
    ['an encoded full-width dot in the host', 'https://m%EF%BC%8Eshop.example/apply'],
    ['an encoded letter in the host', 'https://%6d.shop.example/apply'],
    ['a port with a zero in front', 'https://m.shop.example:0443/apply'],
    ['an empty port', 'https://m.shop.example:/apply'],
    ['dots with a parameter', 'https://m.shop.example/apply/..;/admin'],
    ['a dot with a parameter', 'https://m.shop.example/apply/.;x=1/admin'],
    ['dots encoded twice', 'https://m.shop.example/apply/%252e%252e/admin'],
    ['overlong dots', 'https://m.shop.example/apply/%c0%ae%c0%ae/admin'],
    ['overlong dots of three bytes', 'https://m.shop.example/apply/%e0%80%ae%e0%80%ae/admin'],
    ['overlong dots of four bytes', 'https://m.shop.example/apply/%f0%80%80%ae%f0%80%80%ae/admin'],
    ['full-width dots', 'https://m.shop.example/apply/%ef%bc%8e%ef%bc%8e/admin'],
    ['dots as %u002e', 'https://m.shop.example/apply/%u002e%u002e/admin'],
    ['dots and a space', 'https://m.shop.example/apply/..%20/admin'],
    ['dots and a tab', 'https://m.shop.example/apply/..%09/admin'],
    ['dots and a zero byte', 'https://m.shop.example/apply/..%00/admin'],
    ['dots and an encoded parameter', 'https://m.shop.example/apply/..%3bx/admin'],
    ['three dots', 'https://m.shop.example/apply/.../admin'],
    ['dot segments at the root', 'https://club.example/a/../b'],
    ['encoded dot segments at the root', 'https://club.example/%2e%2e/'],
    ['dots encoded twice at the root', 'https://club.example/%252e%252e/'],
    ['dots with a parameter at the root', 'https://club.example/..;/b'],
    ['overlong dots at the root', 'https://club.example/%c0%ae%c0%ae/b'],
    ['an encoded slash at the root', 'https://club.example/a%2f..%2fb'],
    ['a full-width host', 'https://ｍ.shop.example/apply'],
    ['no scheme', '//m.shop.example/apply'],
    ['a relative path', '/apply'],
    ['javascript:', 'javascript:alert(1)//https://m.shop.example/apply'],
    ['data:', 'data:text/html,x'],
    ['one slash', 'https:/m.shop.example/apply'],
    ['three slashes', 'https:///m.shop.example/apply'],
    ['nothing', ''],
    ['a loopback under another name', 'http://localhost:4170/'],
    ['a loopback written as a number', 'http://2130706433:4171/'],
  ])('%s', (_title, url) => {
    expect(returnUrlFault(url, allowed)).toBeDefined()
  })

  it('everything, where nothing is allowed', () => {
    expect(returnUrlFault('https://m.shop.example/apply', [])).toBeDefined()
  })
})
