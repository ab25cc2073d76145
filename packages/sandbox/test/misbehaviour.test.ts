import { request } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createSandbox, type Sandbox } from '../src/index.js'
import { type OfficialClient, officialClient } from './support/official-client.js'
import { call, signedHeaders } from './support/signer.js'

let sandbox: Sandbox
let client: OfficialClient
const body = JSON.stringify({ RuleId: '1000003' })

beforeEach(async () => {
  sandbox = await createSandbox()
  client = officialClient(sandbox)
})

afterEach(() => sandbox.close())

const start = () => client.refusal('DetectAuth', { RuleId: '1000003' })

test('An error comes as often as ordered, and then the right answer again', async () => {
  sandbox.next('DetectAuth', { kind: 'error', code: 'RequestLimitExceeded' }, 2)
  expect([await start(), await start(), await start()]).toEqual([
    'RequestLimitExceeded',
    'RequestLimitExceeded',
    'no error',
  ])
})

test('Orders are served in turn, each to its own action', async () => {
  sandbox.next('GetDetectInfoEnhanced', { kind: 'error', code: 'InternalError' })
  sandbox.next('DetectAuth', { kind: 'ok' })
  sandbox.next('*', { kind: 'error', code: 'ServiceUnavailable' })
  expect([await start(), await start(), await start()]).toEqual([
    'no error',
    'ServiceUnavailable',
    'no error',
  ])
  expect(await client.refusal('GetDetectInfoEnhanced', {})).toBe('InternalError')
})

test.each([
  ['an empty object', { kind: 'empty' }, 200, '{}'],
  ['HTML', { kind: 'html' }, 200, '<html>'],
  ['a broken gateway', { kind: 'status', status: 502 }, 502, '<html>'],
  ['half of its JSON', { kind: 'truncated' }, 200, '{"Response":'],
] as const)('It can answer %s', async (_, behaviour, status, beginning) => {
  sandbox.next('DetectAuth', behaviour)
  const answer = await call(sandbox, { body })
  expect(answer.status).toBe(status)
  expect(answer.text.startsWith(beginning)).toBe(true)
  expect(() => JSON.parse(answer.text).Response.BizToken.length).toThrow()
})

test('A slow answer is the right one', async () => {
  sandbox.next('DetectAuth', { kind: 'slow', ms: 20 })
  expect((await call(sandbox, { body })).response).toMatchObject({ BizToken: expect.any(String) })
})

test.each([
  ['before the answer', { kind: 'reset' }],
  ['in the middle of the answer', { kind: 'reset', midBody: true }],
] as const)('A connection can be reset %s', async (_, behaviour) => {
  sandbox.next('DetectAuth', behaviour)
  await expect(call(sandbox, { body })).rejects.toMatchObject({ code: 'ECONNRESET' })
})

test('What hangs is not answered, and does not keep the sandbox from closing', async () => {
  sandbox.next('DetectAuth', { kind: 'hang' })
  const headers = signedHeaders({ body })
  const outcome = new Promise<string>((resolve) => {
    const outgoing = request(sandbox.url, { method: 'POST', headers }, () => resolve('answered'))
    outgoing.on('error', () => resolve('given up'))
    outgoing.end(body)
  })
  // The next call is answered after the hanging one has come in.
  await expect.poll(() => sandbox.calls('DetectAuth').length).toBe(1)
  await sandbox.close()
  expect(await outcome).toBe('given up')
})

test.each([
  ['lost in the middle of the answer', { kind: 'reset', midBody: true }, 1],
  ['lost by half an answer', { kind: 'truncated' }, 1],
  ['refused', { kind: 'error', code: 'InternalError' }, 0],
  ['turned away by a gateway', { kind: 'status', status: 503 }, 0],
] as const)(
  'A call that was %s has issued as many tokens as Tencent would',
  async (_, order, tokens) => {
    sandbox.next('DetectAuth', order)
    await call(sandbox, { body }).catch(() => undefined)
    expect(sandbox.tokens()).toHaveLength(tokens)
  },
)

test('Every call is on the list, with what was asked and how it ended', async () => {
  sandbox.next('GetDetectInfoEnhanced', { kind: 'status', status: 500 })
  await start()
  await call(sandbox, { body, secretKey: 'another' })
  await client.refusal('GetDetectInfoEnhanced', { BizToken: 'X', RuleId: '1000003' })
  expect(sandbox.calls()).toMatchObject([
    { action: 'DetectAuth', parameters: { RuleId: '1000003' }, authenticated: true, answer: 'ok' },
    { action: 'DetectAuth', authenticated: false, answer: 'AuthFailure.SignatureFailure' },
    { action: 'GetDetectInfoEnhanced', parameters: { BizToken: 'X' }, answer: 'status' },
  ])
  expect(sandbox.calls('DetectAuth')).toHaveLength(2)
  sandbox.forgetCalls()
  expect(sandbox.calls()).toEqual([])
})

test.each([
  ['an unknown action', ['DetectFace', { kind: 'hang' }, 1]],
  ['an unknown kind', ['*', { kind: 'explode' }, 1]],
  ['no kind', ['*', undefined, 1]],
  ['a slow answer without its time', ['*', { kind: 'slow' }, 1]],
  ['a status that is none', ['*', { kind: 'status', status: 42 }, 1]],
  ['an error without a code', ['*', { kind: 'error' }, 1]],
  ['nothing at all', ['*', { kind: 'hang' }, 0]],
])('An order of %s is refused', (_, order) => {
  expect(() => Reflect.apply(sandbox.next, sandbox, order)).toThrow(TypeError)
})
