import { beforeEach, describe, expect, it } from 'vitest'
import {
  backEnd,
  browser,
  getStatus,
  loanBody,
  memberBody,
  postStart,
  type RelayUnderTest,
  relayOfFile,
} from './relay-under-test.js'

const relay = relayOfFile()
beforeEach(() => relay.sandbox.forgetCalls())

const start = (headers: Record<string, string> = browser, payload: object = memberBody) =>
  postStart(relay.app, headers, payload)

type Behaviour = Parameters<RelayUnderTest['sandbox']['next']>[1]

describe('when Tencent is in trouble for a moment', () => {
  it.each<[string, Behaviour]>([
    ['a reset', { kind: 'reset' }],
    ['a reset in the middle of the answer', { kind: 'reset', midBody: true }],
    ['a 502', { kind: 'status', status: 502 }],
    ['HTML', { kind: 'html' }],
    ['{}', { kind: 'empty' }],
    ['an answer cut off', { kind: 'truncated' }],
    ['InternalError', { kind: 'error', code: 'InternalError' }],
    ['a rate limit', { kind: 'error', code: 'RequestLimitExceeded' }],
    ['FailedOperation.UnKnown', { kind: 'error', code: 'FailedOperation.UnKnown' }],
  ])('%s, the call is repeated and nobody notices', async (_title, behaviour) => {
    relay.sandbox.next('*', behaviour)
    expect((await start()).statusCode).toBe(201)
    expect(relay.sandbox.calls('DetectAuth')).toHaveLength(2)
  })
})

describe('when Tencent stays in trouble', () => {
  it.each<[string, Behaviour, string, number]>([
    ['resets', { kind: 'reset' }, 'provider_unavailable', 502],
    ['5xx', { kind: 'status', status: 503 }, 'provider_unavailable', 502],
    ['HTML', { kind: 'html' }, 'provider_unavailable', 502],
    ['{}', { kind: 'empty' }, 'provider_unavailable', 502],
    ['rate limits', { kind: 'error', code: 'RequestLimitExceeded' }, 'provider_busy', 503],
  ])(
    'with %s, the answer is a retryable problem with Retry-After',
    async (_title, behaviour, code, status) => {
      const app = await relay.another()
      relay.sandbox.next('*', behaviour, 3)
      const response = await postStart(app)
      expect(response.statusCode).toBe(status)
      expect(response.json()).toMatchObject({ code, retryable: true })
      expect(Number(response.headers['retry-after'])).toBeGreaterThan(0)
      expect(relay.sandbox.calls('DetectAuth')).toHaveLength(3)
    },
  )

  it('a reader gets the same, and the next read works', async () => {
    const started = await relay.startMember()
    relay.sandbox.next('GetDetectInfoEnhanced', { kind: 'reset' }, 3)
    const refused = (await getStatus(relay.app, started)).json()
    expect(refused).toMatchObject({ code: 'provider_unavailable' })
    expect((await getStatus(relay.app, started)).statusCode).toBe(200)
  })

  it('a call that hangs is given up after its eight seconds, and not repeated', async () => {
    const app = await relay.another()
    relay.sandbox.next('*', { kind: 'hang' })
    const response = await postStart(app)
    expect(response.json()).toMatchObject({ code: 'provider_unavailable', retryable: true })
    expect(relay.sandbox.calls('DetectAuth')).toHaveLength(1)
    expect(relay.log.join('')).toContain('"providerCode":"Timeout"')
  })
})

describe('when the merchant’s set-up is not in order', () => {
  it.each([
    'AuthFailure.SignatureFailure',
    'UnauthorizedOperation.Arrears',
    'InvalidParameterValue.RuleIdDisabled',
  ])(
    '%s is not repeated, tells the browser nothing, and is loud in the log and in /readyz',
    async (code) => {
      const app = await relay.another()
      relay.sandbox.next('*', { kind: 'error', code, message: 'secret words of the provider' })
      relay.log.length = 0
      const response = await postStart(app)
      expect(response.statusCode).toBe(500)
      expect(response.json()).toMatchObject({ code: 'merchant_misconfigured', retryable: false })
      expect(response.body).not.toContain(code)
      expect(response.body).not.toContain('secret words')
      expect(relay.sandbox.calls('DetectAuth')).toHaveLength(1)
      const log = relay.log.join('')
      expect(log).toContain(code)
      expect(log).not.toContain('secret words')
      const ready = await app.inject({ url: '/faceid/readyz' })
      expect(ready.statusCode).toBe(200)
      expect(ready.json().degraded.join()).toContain(code)
      const again = await postStart(app)
      expect(again.statusCode).toBe(201)
      expect((await app.inject({ url: '/faceid/readyz' })).json().degraded).toEqual([])
    },
  )

  it('what Tencent refused is told to the back end by its code, and to a page not at all', async () => {
    relay.sandbox.next('*', { kind: 'error', code: 'InvalidParameter' }, 2)
    const merchant = await start(backEnd, loanBody)
    expect(merchant.json()).toMatchObject({ code: 'invalid_request' })
    expect(merchant.json().detail).toContain('InvalidParameter')
    expect((await start()).json()).toMatchObject({ code: 'merchant_misconfigured' })
  })
})

describe('what a started verification meets later', () => {
  it('a failure stays the reason after Tencent has forgotten the BizToken', async () => {
    const started = await relay.startMember()
    relay.finish(started, { face: 2006 })
    await relay.read(started)
    relay.clock.now += 135 * 60_000
    const code = 'InvalidParameterValue.BizTokenExpired'
    relay.sandbox.next('GetDetectInfoEnhanced', { kind: 'error', code })
    expect(await relay.read(started)).toMatchObject({
      status: 'failed',
      final: true,
      reason: { code: 'identity_mismatch' },
    })
  })
})

describe('a stray http_proxy in the environment', () => {
  it('is not obeyed', async () => {
    process.env.http_proxy = 'http://127.0.0.1:9'
    try {
      expect((await start()).statusCode).toBe(201)
    } finally {
      delete process.env.http_proxy
    }
  })
})
