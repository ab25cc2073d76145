import { type AddressInfo, createServer, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type RelayClient, relayClient } from '../src/client/relay-client.js'
import { isWidgetError, type WidgetError } from '../src/client/widget-error.js'
import { platform, type TestPlatform } from './platform.js'
import { relayServer, type TestRelay } from './relay-server.js'

let relay: TestRelay
let around: TestPlatform

beforeEach(async () => {
  relay = await relayServer()
  around = platform()
})
afterEach(() => relay.close())

const client = (address = relay.address): RelayClient =>
  relayClient({ ...around, relay: address, locale: () => 'en' })

async function errorOf(promise: Promise<unknown>): Promise<WidgetError> {
  const error = await promise.catch((reason: unknown) => reason)
  if (!isWidgetError(error)) throw new TypeError(`not a WidgetError: ${error}`)
  return error
}

test.each([
  [403, 'origin_not_allowed', false],
  [404, 'scene_unknown', false],
  [429, 'rate_limited', true],
  [503, 'provider_busy', true],
  [500, 'merchant_misconfigured', false],
] as const)(
  'a problem document of status %d is the WidgetError %s',
  async (status, code, retryable) => {
    relay.problems.POST = { status, code, detail: 'Add https://x to the origins', retryable }
    const error = await errorOf(client().start({} as never))
    expect([error.code, error.message, error.retryable]).toEqual([
      code,
      'Add https://x to the origins',
      retryable,
    ])
  },
)

test.each([
  'not JSON',
  '',
  'null',
  '[]',
  '7',
  '{}',
  '{"id":"v"}',
  '{"id":"v","status":"great","final":true,"nextPollAfterMs":0}',
])('the answer %j is not one of the contract', async (text) => {
  relay.raw.verifications = text
  expect((await errorOf(client().read('0', 'ticket-0'))).code).toBe('answer_unreadable')
})

test('an error that is no problem document is unreadable, and retryable from 500 up', async () => {
  for (const [status, retryable] of [
    [404, false],
    [502, true],
  ] as const) {
    const broken = { ...around, fetch: async () => new Response('<h1>No</h1>', { status }) }
    const read = relayClient({ ...broken, relay: relay.address, locale: () => 'en' }).read('0', 't')
    expect(await errorOf(read)).toMatchObject({ code: 'answer_unreadable', retryable })
  }
})

test.each([
  ['null', 'answer_unreadable', /status 500/, true],
  ['7', 'answer_unreadable', /status 500/, true],
  ['"internal"', 'answer_unreadable', /status 500/, true],
  ['[]', 'answer_unreadable', /status 500/, true],
  ['{"code":{"a":1},"detail":"x"}', 'answer_unreadable', 'x', true],
  ['{"code":["internal"]}', 'answer_unreadable', /status 500/, true],
  ['{"code":"internal","detail":{"toString":1,"valueOf":1}}', 'internal', /status 500/, true],
  ['{"code":"internal","detail":null,"retryable":"no"}', 'internal', /status 500/, true],
  ['{"code":"internal","retryable":false}', 'internal', /status 500/, false],
] as const)('of the error %s what is valid is taken', async (body, code, message, retryable) => {
  const fetch = async () => new Response(body, { status: 500 })
  const { start } = relayClient({ ...around, fetch, relay: relay.address, locale: () => 'en' })
  const error = await errorOf(start({} as never))
  expect(error).toMatchObject({ code, retryable })
  expect(error.message).toMatch(message)
})

test('a relay out of reach is told from a device without network', async () => {
  await relay.close()
  expect(await errorOf(client().scene('member'))).toMatchObject({
    code: 'relay_unreachable',
    retryable: true,
  })
  around.online = () => false
  expect(await errorOf(client().scene('member'))).toMatchObject({
    code: 'offline',
    retryable: true,
  })
})

test.each([
  ['200 OK', '{'],
  ['500 Internal Server Error', '{'],
])(
  'an answer %s whose body never ends is given up, and its request is aborted',
  async (status, body) => {
    const sockets = createServer()
    await new Promise<void>((resolve) => sockets.listen(0, '127.0.0.1', resolve))
    const connected = new Promise<Socket>((resolve) => sockets.once('connection', resolve))
    // It listens on TCP, so the address is an object.
    const { port } = sockets.address() as AddressInfo
    const start = client(`http://127.0.0.1:${port}`).start({} as never)
    const socket = await connected
    socket.write(
      `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n${body}`,
    )
    // The abort resets the connection.
    socket.on('error', () => {})
    const closed = new Promise((resolve) => socket.once('close', resolve))
    around.elapse(20_000)
    expect(await errorOf(start)).toMatchObject({ code: 'relay_slow', retryable: true })
    await closed
    sockets.close()
  },
)

test('a `fetch` that ignores the signal is given up as well', async () => {
  const fetch = () => new Promise<Response>(() => {})
  const { scene } = relayClient({ ...around, fetch, relay: relay.address, locale: () => 'en' })
  const error = errorOf(scene('member'))
  around.elapse(10_000)
  expect(await error).toMatchObject({ code: 'relay_slow' })
})

test('an answer cancels its timeout', async () => {
  await client().scene('member')
  await Promise.resolve()
  expect(around.timers).toEqual([])
})

test('a read that meets a passing trouble is asked once more, a start is not', async () => {
  const trouble = { status: 503, code: 'provider_busy', detail: 'Busy', retryable: true } as const
  relay.problems = { POST: trouble, scenes: trouble }
  await errorOf(client().scene('member'))
  await errorOf(client().start({} as never))
  expect(relay.asked.map(({ call }) => call.split(' ')[0])).toEqual(['GET', 'GET', 'POST'])
})

test('no secret of the verification is in an error', async () => {
  relay.problems.verifications = { status: 500, code: 'internal', detail: 'Sorry', retryable: true }
  const error = await errorOf(client().read('0', 'ticket-secret'))
  expect(`${error.message} ${error.stack}`).not.toContain('ticket-secret')
})
