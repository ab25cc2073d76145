import { createServer, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { listen } from '../../../.config/listen.js'
import { relayClient } from '../src/client/relay-client.js'
import { errorOf, headless } from './headless.js'
import type { TestPlatform } from './platform.js'

const here = headless()

const client = (address = here.relay.address, more: Partial<TestPlatform> = {}) =>
  relayClient({ ...here.around, ...more, relay: address, locale: () => 'en' })
const answering = (status: number, body: string) =>
  client(here.relay.address, { fetch: async () => new Response(body, { status }) })

test.each([
  [429, 'rate_limited', true],
  [500, 'merchant_misconfigured', false],
] as const)(
  'a problem document of status %d is the WidgetError %s',
  async (status, code, retryable) => {
    here.relay.problems.POST = { status, code, detail: 'Add https://x to the origins', retryable }
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
  const read = answering(200, text).read('0', 'ticket-0')
  expect((await errorOf(read)).code).toBe('answer_unreadable')
})

test.each([
  ['<h1>No</h1>', 'answer_unreadable', /status 500/, true],
  ['null', 'answer_unreadable', /status 500/, true],
  ['"internal"', 'answer_unreadable', /status 500/, true],
  ['[]', 'answer_unreadable', /status 500/, true],
  ['{"code":{"a":1},"detail":"x"}', 'answer_unreadable', 'x', true],
  ['{"code":["internal"]}', 'answer_unreadable', /status 500/, true],
  ['{"code":"internal","detail":{"toString":1,"valueOf":1}}', 'internal', /status 500/, true],
  ['{"code":"internal","detail":null,"retryable":"no"}', 'internal', /status 500/, true],
  ['{"code":"internal","retryable":false}', 'internal', /status 500/, false],
] as const)('of the error %s what is valid is taken', async (body, code, message, retryable) => {
  const error = await errorOf(answering(500, body).start({} as never))
  expect(error).toMatchObject({ code, retryable })
  expect(error.message).toMatch(message)
})

test('an error below 500 that is no problem document is not retryable', async () => {
  const error = await errorOf(answering(404, '<h1>No</h1>').start({} as never))
  expect(error).toMatchObject({ code: 'answer_unreadable', retryable: false })
})

test('a relay out of reach is told from a device without network', async () => {
  await here.relay.close()
  expect(await errorOf(client().scene('member'))).toMatchObject({
    code: 'relay_unreachable',
    retryable: true,
  })
  here.around.online = () => false
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
    const address = await listen(sockets)
    const connected = new Promise<Socket>((resolve) => sockets.once('connection', resolve))
    const start = client(address).start({} as never)
    const socket = await connected
    socket.write(
      `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n${body}`,
    )
    // The abort resets the connection.
    socket.on('error', () => {})
    const closed = new Promise((resolve) => socket.once('close', resolve))
    here.around.elapse(20_000)
    expect(await errorOf(start)).toMatchObject({ code: 'relay_slow', retryable: true })
    await closed
    sockets.close()
  },
)

test('a `fetch` that ignores the signal is given up as well', async () => {
  const silent = client(here.relay.address, { fetch: () => new Promise<Response>(() => {}) })
  const error = errorOf(silent.scene('member'))
  here.around.elapse(10_000)
  expect(await error).toMatchObject({ code: 'relay_slow' })
})

test('an answer cancels its timeout', async () => {
  await client().scene('member')
  await Promise.resolve()
  expect(here.around.timers).toEqual([])
})

test('a read that meets a passing trouble is asked once more, a start is not', async () => {
  const trouble = { status: 503, code: 'provider_busy', detail: 'Busy', retryable: true } as const
  here.relay.problems = { POST: trouble, scenes: trouble }
  await errorOf(client().scene('member'))
  await errorOf(client().start({} as never))
  expect(here.relay.asked.map(({ call }) => call.split(' ')[0])).toEqual(['GET', 'GET', 'POST'])
})

test('no secret of the verification is in an error', async () => {
  here.relay.problems.verifications = {
    status: 500,
    code: 'internal',
    detail: 'Sorry',
    retryable: true,
  }
  const error = await errorOf(client().read('0', 'ticket-secret'))
  expect(`${error.message} ${error.stack}`).not.toContain('ticket-secret')
})
