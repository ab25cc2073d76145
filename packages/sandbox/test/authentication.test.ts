import { expect, test } from 'vitest'
import { createSandbox, sandboxCredential } from '../src/index.js'
import { call, codeOf, type Signing } from './support/signer.js'
import { useSandbox } from './support/use-sandbox.js'

const { sandbox } = await useSandbox()
const now = () => Math.floor(Date.now() / 1000)
const body = JSON.stringify({ RuleId: '1000003' })

test.each<[string, Signing]>([
  ['signed as the description says', {}],
  ['with more headers signed', { signedHeaders: ['content-type', 'host', 'x-tc-action'] }],
  ['with a charset in capitals', { contentType: 'application/json; charset=UTF-8' }],
  ['with a region', { region: 'ap-guangzhou' }],
  ['with a clock four minutes behind', { timestamp: now() - 240 }],
  ['with a clock four minutes ahead', { timestamp: now() + 240 }],
])('A request %s is let in', async (_, signing) => {
  expect((await call(sandbox, { body, ...signing })).response).toMatchObject({
    BizToken: expect.any(String),
  })
})

test.each<[string, Signing, string]>([
  ['another secret key', { secretKey: 'another' }, 'AuthFailure.SignatureFailure'],
  ['another body', { sentBody: '{"RuleId":"1000004"}' }, 'AuthFailure.SignatureFailure'],
  ['an unknown SecretId', { secretId: 'AKIDnobody' }, 'AuthFailure.SecretIdNotFound'],
  ['a clock behind', { timestamp: now() - 330 }, 'AuthFailure.SignatureExpire'],
  ['a clock ahead', { timestamp: now() + 330 }, 'AuthFailure.SignatureExpire'],
  ['the date of another day', { date: '2020-01-01' }, 'AuthFailure.SignatureFailure'],
  ['the service of another product', { service: 'cvm' }, 'AuthFailure.InvalidAuthorization'],
  ['no Authorization', { without: ['authorization'] }, 'AuthFailure.InvalidAuthorization'],
  ['an unsigned host', { signedHeaders: ['content-type'] }, 'AuthFailure.InvalidAuthorization'],
  ['a token nobody asked for', { token: 'x' }, 'AuthFailure.TokenFailure'],
  ['no action', { without: ['x-tc-action'] }, 'MissingParameter'],
  ['no version', { without: ['x-tc-version'] }, 'MissingParameter'],
  ['no timestamp', { without: ['x-tc-timestamp'] }, 'MissingParameter'],
  ['another version', { version: '2017-03-12' }, 'NoSuchVersion'],
  ['another action', { action: 'GetFaceIdToken' }, 'InvalidAction'],
  ['a region that is none', { region: 'the moon' }, 'UnsupportedRegion'],
  ['text instead of JSON', { contentType: 'text/plain' }, 'InvalidParameter'],
  ['a form', { contentType: 'application/x-www-form-urlencoded' }, 'UnsupportedOperation'],
  ['GET', { method: 'GET' }, 'UnsupportedOperation'],
])('A request with %s is refused', async (_, signing, code) => {
  expect(await codeOf(sandbox, { body, ...signing })).toBe(code)
})

test('Every answer is HTTP 200 with a RequestId of its own', async () => {
  const answers = await Promise.all([
    call(sandbox, { body }),
    call(sandbox, { body, secretKey: 'another' }),
    call(sandbox, { body: 'no JSON' }),
  ])
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  expect(new Set(answers.map(({ response }) => response.RequestId)).size).toBe(3)
})

test('A client pointed at the sandbox itself is let in by its own host and service', async () => {
  const { host, hostname } = new URL(sandbox.url)
  for (const signing of [{ host }, { host, service: hostname.split('.')[0] ?? '' }])
    expect(await codeOf(sandbox, { body, ...signing })).toBeUndefined()
})

test('Temporary credentials need their token', async () => {
  const credential = { ...sandboxCredential, token: 'temporary' }
  const temporary = await createSandbox({ credentials: [credential] })
  expect(await codeOf(temporary, { body })).toBe('AuthFailure.TokenFailure')
  expect(await codeOf(temporary, { body, token: 'other' })).toBe('AuthFailure.TokenFailure')
  expect(await codeOf(temporary, { body, token: 'temporary' })).toBeUndefined()
  await temporary.close()
})

test('Moving the clock of the sandbox leaves signatures alone', async () => {
  const moved = await createSandbox()
  moved.clock.advance(7 * 24 * 3_600_000)
  expect(await codeOf(moved, { body })).toBeUndefined()
  await moved.close()
})
