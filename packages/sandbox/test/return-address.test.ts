import { expect, test } from 'vitest'
import { returnAddress } from '../src/pages/return-address.js'

test.each([
  ['https://m.shop.example/back', undefined, 'https://m.shop.example/back?BizToken=T'],
  ['https://m.shop.example/back', 'mine', 'https://m.shop.example/back?BizToken=T&Extra=mine'],
  [
    'https://m.shop.example/back?a=1',
    'x&y',
    'https://m.shop.example/back?a=1&BizToken=T&Extra=x%26y',
  ],
  ['https://m.shop.example/back?', undefined, 'https://m.shop.example/back?BizToken=T'],
  ['https://m.shop.example/back?a=1&', undefined, 'https://m.shop.example/back?a=1&BizToken=T'],
  ['https://m.shop.example/#/done', undefined, 'https://m.shop.example/?BizToken=T#/done'],
  ['https://m.shop.example', undefined, 'https://m.shop.example?BizToken=T'],
  ['HTTP://127.0.0.1:8080/返回', undefined, 'HTTP://127.0.0.1:8080/返回?BizToken=T'],
])('%s with Extra %s leads to %s', (redirectUrl, extra, address) => {
  expect(returnAddress(redirectUrl, 'T', extra)).toBe(address)
})

test.each([
  undefined,
  '',
  '/back',
  'm.shop.example/back',
  'weixin://dl',
  'javascript:alert(1)',
  'https://',
])('%s leads nowhere', (redirectUrl) => {
  expect(returnAddress(redirectUrl, 'T', undefined)).toBeUndefined()
})
