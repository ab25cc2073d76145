import { inspect } from 'node:util'
import type { StartResponse } from '@faceid-h5/protocol'
import { describe, expect, test } from 'vitest'
import { createRelayClient, fromPage, isRelayError, type RelayClientOptions } from '../src/index.js'
import { answerJson, failure, problem, serve } from './server.js'

const started: StartResponse = {
  id: 'id-1',
  mode: 'native',
  url: 'https://faceid.qq.com/h5?BizToken=x',
  ticket: 'ticket-1',
  openUntil: 7_200_000,
}
const body = {
  scene: 'loan',
  reference: 'order-4711',
  modes: ['native' as const],
  returnUrl: 'https://m.shop.example/apply',
}

/** A relay that gives the answers in turn, the last one again and again. */
async function relayAnswering(...answers: [number, unknown, Record<string, string>?][]) {
  const requests: { line: string; headers: NodeJS.Dict<string | string[]>; body: string }[] = []
  const server = await serve((request, response, received) => {
    const line = `${request.method} ${request.url}`
    const [status, content, headers] = answers[Math.min(requests.length, answers.length - 1)] ?? [
      500,
    ]
    requests.push({ line, headers: request.headers, body: received })
    for (const [name, value] of Object.entries(headers ?? {})) response.setHeader(name, value)
    if (status === 0) request.socket.destroy()
    else answerJson(response, status, content)
  })
  return { ...server, requests }
}

function clientOf(url: string, options: Partial<RelayClientOptions> = {}) {
  return createRelayClient({ relay: `${url}/faceid/`, apiKey: 'key-1', ...options })
}

describe('the relay client', () => {
  test('starts with the API key and hands on what only the merchant knows', async () => {
    const relay = await relayAnswering([201, started])
    const identity = { name: '张三', idCard: '11010119900307002X' }
    const client = clientOf(relay.url)
    expect(await client.start({ ...body, identity })).toEqual(started)
    expect(relay.requests).toMatchObject([
      { line: 'POST /faceid/v1/verifications', headers: { authorization: 'Bearer key-1' } },
    ])
    expect(JSON.parse(relay.requests[0]?.body ?? '')).toEqual({ ...body, identity })
  })

  test('reads with the ticket in a header, in the language asked', async () => {
    const state = { id: 'id/1', status: 'pending', final: false }
    const relay = await relayAnswering([200, state])
    const client = clientOf(relay.url)
    expect(await client.read('id/1', 'ticket-1', { locale: 'en' })).toEqual(state)
    expect(relay.requests).toMatchObject([
      {
        line: 'GET /faceid/v1/verifications/id%2F1',
        headers: { authorization: 'Bearer ticket-1', 'accept-language': 'en' },
        body: '',
      },
    ])
  })

  test.each<[string, [number, unknown, Record<string, string>?], number]>([
    ['a relay that is busy', [503, problem(503, 'provider_busy', true)], 0],
    [
      'a relay with a Retry-After',
      [429, problem(429, 'rate_limited', true), { 'retry-after': '1' }],
      990,
    ],
    ['a problem without `retryable`', [503, { code: 'internal', status: 503, detail: '' }], 0],
    ['a proxy without its relay', [502, 'Bad Gateway'], 0],
    ['a connection that breaks', [0, undefined], 0],
  ])('retries after %s', async (_, trouble, pauseMs) => {
    const relay = await relayAnswering(trouble, [201, started])
    const startedAt = performance.now()
    expect(await clientOf(relay.url).start(body)).toEqual(started)
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(pauseMs)
    expect(relay.requests.map((request) => request.body)).toEqual(
      Array(2).fill(JSON.stringify(body)),
    )
  })

  test('gives up after its tries, with the problem of the last', async () => {
    const relay = await relayAnswering([503, problem(503, 'provider_unavailable', true)])
    const client = clientOf(relay.url)
    const error = await failure(client.start(body))
    expect(isRelayError(error) && error.problem).toEqual(problem(503, 'provider_unavailable', true))
    expect(relay.requests).toHaveLength(3)
  })

  test.each([
    [401, 'unauthorized'],
    [500, 'merchant_misconfigured'],
  ])('does not repeat what stays refused (%i %s)', async (status, code) => {
    const relay = await relayAnswering([status, problem(status, code, false)])
    const client = clientOf(relay.url)
    expect(await failure(client.read('id-1', 'ticket-1'))).toMatchObject({ code, retryable: false })
    expect(relay.requests).toHaveLength(1)
  })

  test('does not wait past the deadline', async () => {
    const late = { 'retry-after': '15' }
    const relay = await relayAnswering([429, problem(429, 'rate_limited', true), late])
    const client = clientOf(relay.url)
    expect(await failure(client.start(body))).toMatchObject({ code: 'rate_limited' })
    expect(relay.requests).toHaveLength(1)
  })

  test('gives up on a relay that never answers', async () => {
    const hanging = await serve(() => undefined)
    const client = clientOf(hanging.url, { timeoutMs: 20, retries: 0 })
    expect(await failure(client.start(body))).toMatchObject({ problem: { status: 504 } })
  })

  test('gives up when its caller does', async () => {
    const caller = new AbortController()
    const hanging = await serve(() => caller.abort())
    const client = clientOf(hanging.url)
    const error = await failure(client.start(body, { signal: caller.signal }))
    expect(error).toMatchObject({ name: 'AbortError' })
  })

  test('takes no other answer for a start', async () => {
    const relay = await relayAnswering([200, { ok: true }])
    const error = await failure(clientOf(relay.url).start(body))
    expect(isRelayError(error) && error.problem).toMatchObject({ status: 502, retryable: false })
  })

  test('follows no redirect with the key in its hand', async () => {
    const other = await relayAnswering([201, started])
    const relay = await relayAnswering([307, {}, { location: `${other.url}/v1/verifications` }])
    const client = clientOf(relay.url)
    expect(isRelayError(await failure(client.start(body)))).toBe(true)
    expect(other.requests).toEqual([])
  })

  test('never names the key or the ticket in an error', async () => {
    const relay = await relayAnswering([500, 'key-1 ticket-1'])
    const client = clientOf(relay.url)
    const hanging = await serve(() => undefined)
    const slow = clientOf(hanging.url, { timeoutMs: 20, retries: 0 })
    for (const { start, read } of [client, slow]) {
      const errors = [await failure(start(body)), await failure(read('id', 'ticket-1'))]
      expect(inspect(errors, { depth: null, showHidden: true })).not.toMatch(/key-1|ticket-1/)
    }
  })

  test.each(['secret\n', 'secret中', 'secret ', 'se.cret', '', undefined])(
    'sends no ticket that is none (%j), and names it nowhere',
    async (ticket) => {
      const relay = await relayAnswering([200, { id: 'id', status: 'pending' }])
      const client = clientOf(relay.url)
      const error = await failure(client.read('id', ticket as string)) // as from untyped code
      expect(error).toBeInstanceOf(TypeError)
      expect(inspect(error, { depth: null })).not.toMatch(/secret|se\.cret/)
      expect(relay.requests).toEqual([])
    },
  )

  test.each([
    ['relay', 'm.shop.example'],
    ['apiKey', ''],
    ['apiKey', 'key\n'],
    ['retries', -1],
    ['timeoutMs', 0],
    ['deadlineMs', Number.NaN],
  ])('refuses a wrong %s (%j) at once', (name, value) => {
    const options = { relay: 'https://relay.example', apiKey: 'k', [name]: value }
    expect(() => createRelayClient(options as RelayClientOptions)).toThrow(`\`${name}\``)
  })
})

describe('fromPage', () => {
  test('takes what a page may choose, and drops what it may not', () => {
    const choice = {
      modes: ['native'],
      returnUrl: 'https://m.shop.example/',
      environment: { app: 'wechat', os: 'ios', device: 'phone' },
      handoff: false,
      consentVersion: '2',
    }
    const intention = { mode: 'reading', text: 'x' }
    const smuggled = { scene: 'other', reference: 'other', identity: {}, image: 'x', intention }
    expect(fromPage({ ...choice, ...smuggled })).toEqual(choice)
  })

  test.each([undefined, null, 'modes', 7, []])('makes nothing of %j', (body) => {
    expect(fromPage(body)).toEqual({})
  })
})
