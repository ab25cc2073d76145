import { beforeEach, describe, expect, it } from 'vitest'
import {
  backEnd,
  getStatus,
  loanBody,
  postStart,
  type RelayUnderTest,
  relayOfFile,
} from './relay-under-test.js'

const relay = relayOfFile()
beforeEach(() => relay.sandbox.forgetCalls())

type Behaviour = Parameters<RelayUnderTest['sandbox']['next']>[1]

describe('when Tencent is in trouble', () => {
  it.each<[Behaviour, string, number]>([
    [{ kind: 'reset' }, 'provider_unavailable', 502],
    [{ kind: 'reset', midBody: true }, 'provider_unavailable', 502],
    [{ kind: 'status', status: 503 }, 'provider_unavailable', 502],
    [{ kind: 'html' }, 'provider_unavailable', 502],
    [{ kind: 'empty' }, 'provider_unavailable', 502],
    [{ kind: 'truncated' }, 'provider_unavailable', 502],
    [{ kind: 'error', code: 'InternalError' }, 'provider_unavailable', 502],
    [{ kind: 'error', code: 'RequestLimitExceeded' }, 'provider_busy', 503],
    [{ kind: 'error', code: 'FailedOperation.UnKnown' }, 'provider_unavailable', 502],
  ])('%j is repeated, and a retryable problem if it stays', async (behaviour, code, status) => {
    const app = await relay.another()
    relay.sandbox.next('*', behaviour)
    expect((await postStart(app)).statusCode).toBe(201)
    expect(relay.sandbox.calls('DetectAuth')).toHaveLength(2)
    relay.sandbox.next('*', behaviour, 3)
    const response = await postStart(app)
    expect(response.json()).toMatchObject({ code, status, retryable: true })
    expect(Number(response.headers['retry-after'])).toBeGreaterThan(0)
    expect(relay.sandbox.calls('DetectAuth')).toHaveLength(5)
  })

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
    const merchant = await postStart(relay.app, backEnd, loanBody)
    expect(merchant.json()).toMatchObject({ code: 'invalid_request' })
    expect(merchant.json().detail).toContain('InvalidParameter')
    const page = await postStart(relay.app)
    expect(page.json()).toMatchObject({ code: 'merchant_misconfigured' })
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
      expect((await postStart(relay.app)).statusCode).toBe(201)
    } finally {
      delete process.env.http_proxy
    }
  })
})
