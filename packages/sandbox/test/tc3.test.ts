import { expect, test } from 'vitest'
import { parseAuthorization, signature } from '../src/api/tc3.js'

const escaped = String.raw`{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}`
const vector = {
  method: 'POST',
  query: '',
  headers: {
    'content-type': 'application/json; charset=utf-8',
    host: 'cvm.tencentcloudapi.com',
  },
  signedHeaders: ['content-type', 'host'],
  body: Buffer.from(escaped),
  timestamp: '1551113065',
  scope: '2019-02-25/cvm/tc3_request',
}
const secretKey = 'Gu5t9xGARNpq86cd98joQYCN3EXAMPLE'

test('The signature is that of the public vector', () => {
  expect(signature(vector, secretKey)).toBe(
    '72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168',
  )
})

const header = (credential: string, rest = `Signature=${'a'.repeat(64)}`) =>
  `TC3-HMAC-SHA256 Credential=${credential}, SignedHeaders=content-type;host, ${rest}`

test.each([
  '',
  'SKIP',
  'Bearer token',
  header('AKID/2026-11-23/faceid'),
  header('AKID/26-11-23/faceid/tc3_request'),
  header('AKID/2026-11-23/faceid/tc3_request', 'Signature=short'),
  header('AKID/2026-11-23/faceid/tc3_request', ''),
])('"%s" is no Authorization header of this kind', (text) => {
  expect(parseAuthorization(text)).toBeUndefined()
})
