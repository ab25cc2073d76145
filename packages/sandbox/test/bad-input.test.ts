import { expect, test } from 'vitest'
import { createSandbox, isSandboxError } from '../src/index.js'
import { call, codeOf } from './support/signer.js'
import { useSandbox } from './support/use-sandbox.js'

const { sandbox } = await useSandbox()

test.each([
  ['no JSON', 'RuleId=1000003'],
  ['half of a JSON', '{"RuleId":'],
  ['a list', '[]'],
  ['null', 'null'],
  ['nothing', ''],
])('A body that is %s is an invalid parameter', async (_, body) => {
  expect(await codeOf(sandbox, { body })).toBe('InvalidParameter')
})

test.each([
  ['10 MB and a byte', 10 * 1024 * 1024 + 1],
  ['40 MB', 40 * 1024 * 1024],
])('A body of %s is above the limit, and is told so', async (_, length) => {
  const body = JSON.stringify({ RuleId: '1000003', Extra: '' }).padEnd(length)
  expect(await codeOf(sandbox, { body })).toBe('RequestSizeLimitExceeded')
})

test('A body of 10 MB is not above it', async () => {
  const body = JSON.stringify({ RuleId: '1000003' }).padEnd(10 * 1024 * 1024)
  expect((await call(sandbox, { body })).response).toMatchObject({ BizToken: expect.any(String) })
})

test.each([
  ['GET', '/nowhere'],
  ['POST', '/v1/verifications'],
  ['PUT', '/'],
  ['GET', '/sandbox/nothing'],
])('%s %s says where to go instead', async (method, path) => {
  const response = await fetch(`${sandbox.url}${path}`, { method })
  expect(response.status).toBe(404)
  expect(await response.json()).toEqual({ error: expect.stringContaining('POST /') })
})

test('A taken port is named', async () => {
  const port = Number(new URL(sandbox.url).port)
  const error = await createSandbox({ port }).catch((cause: unknown) => cause)
  expect(isSandboxError(error) && error.code).toBe('port_taken')
  expect(String(error)).toContain(String(port))
})

test('An address of another machine is named', async () => {
  const host = '192.0.2.1'
  const error = await createSandbox({ host, allowRemote: true }).catch((cause: unknown) => cause)
  expect(isSandboxError(error) && error.code).toBe('address_unavailable')
})

test.each([
  ['host', { host: '0.0.0.0' }],
  ['host', { host: '::' }],
  ['host', { host: '192.0.2.1' }],
  ['host', { host: '127.0.0.1.example.com' }],
  ['port', { port: 65_536 }],
  ['port', { port: Number('abc') }],
  ['publicUrl', { publicUrl: 'sandbox.example' }],
  ['publicUrl', { publicUrl: 'ftp://sandbox.example' }],
  ['publicUrl', { publicUrl: 'http://sandbox.example/?a=1' }],
  ['credentials', { credentials: [] }],
  ['latencyMs', { latencyMs: -1 }],
  ['requestsPerSecond', { requestsPerSecond: 0 }],
  ['videoBytes', { videoBytes: 0.5 }],
  ['rules', { rules: { '1': { mode: 'native', identity: 'captured', outsideWeChat: true } } }],
  ['rules', { rules: { '1': { mode: 'popup', identity: 'captured' } } }],
  ['rules', { rules: { '1': { mode: 'native' } } }],
  ['rules', { rules: { '1': { mode: 'native', identity: 'captured', colour: 'red' } } }],
])('A bad `%s` is refused by name before anything starts', async (name, options) => {
  const error = await Reflect.apply(createSandbox, undefined, [options]).catch(
    (cause: unknown) => cause,
  )
  expect(error).toBeInstanceOf(TypeError)
  expect(String(error)).toContain(`\`${name}\``)
})

test.each(['localhost', '127.0.0.2'])('%s is loopback', async (host) => {
  const other = await createSandbox({ host })
  expect((await fetch(`${other.url}/sandbox/clock`)).status).toBe(200)
  await other.close()
})
