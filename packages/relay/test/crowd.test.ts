import type { StartResponse } from '@faceid-h5/protocol'
import { beforeEach, describe, expect, it } from 'vitest'
import { configuration, getStatus, relayOfFile } from './relay-under-test.js'

const limits = { readsPerSecond: 1e6, browserStartsPerMinute: 1e3, upstreamReadsPerSecond: 20 }
const relay = relayOfFile({ configuration: { ...configuration, limits } })
beforeEach(() => {
  // A second of its own for each test: the sandbox takes a hundred starts in one.
  relay.sandbox.clock.advance(1_000)
  relay.clock.now += 10_000
})

const readOf = (started: StartResponse) => getStatus(relay.app, started)
const calls = () => relay.sandbox.calls('GetDetectInfoEnhanced').length

describe('a crowd', () => {
  it('of a hundred pollers costs at most one call a second for their verification', async () => {
    const started = await relay.startMember()
    const poll = () => readOf(started)
    relay.sandbox.forgetCalls()
    for (let second = 1; second <= 4; second += 1) {
      const answers = await Promise.all(Array.from({ length: 100 }, poll))
      expect(answers.every((answer) => answer.statusCode === 200)).toBe(true)
      expect(calls()).toBeLessThanOrEqual(second)
      relay.clock.now += 1_000
    }
    expect(calls()).toBeGreaterThan(1)
  })

  it('beyond the budget gets the last known status, pending if there is none, and never an error', async () => {
    const started = await Promise.all(Array.from({ length: 60 }, () => relay.startMember()))
    relay.clock.now += 10_000
    relay.sandbox.forgetCalls()
    const answers = await Promise.all(started.map(readOf))
    for (const answer of answers) {
      expect(answer.json()).toMatchObject({ status: 'pending', final: false })
      const { nextPollAfterMs } = answer.json()
      expect(nextPollAfterMs).toBeGreaterThanOrEqual(1_000)
      expect(nextPollAfterMs).toBeLessThanOrEqual(10_000)
    }
    expect(calls()).toBeLessThan(60)
    expect((await relay.startMember()).mode).toBe('native')
  })

  it('keeps neither a returned user nor the back end waiting', async () => {
    const started = await Promise.all(Array.from({ length: 60 }, () => relay.startMember()))
    const returned = await relay.startMember()
    relay.finish(returned)
    relay.clock.now += 10_000
    relay.sandbox.forgetCalls()
    const crowd = started.map(readOf)
    await relay.app.inject({ url: relay.redirectUrlOf(returned).pathname })
    expect((await readOf(returned)).json()).toMatchObject({ status: 'passed' })
    // Before most of the crowd was answered, not after all of it.
    const calls = relay.sandbox.calls('GetDetectInfoEnhanced')
    const order = calls.map(({ parameters }) => parameters.BizToken)
    expect(order.indexOf(relay.bizTokenOf(returned))).toBeLessThan(20)
    await Promise.all(crowd)
  })

  it('learns nothing final from an answer of before the end', async () => {
    const victim = await relay.startMember()
    expect(await relay.read(victim)).toMatchObject({ status: 'pending' })
    relay.finish(victim)
    // The time is over, Tencent has a pass, and Tencent’s limit is reached.
    relay.clock.now += 136 * 60_000
    relay.sandbox.next('GetDetectInfoEnhanced', { kind: 'error', code: 'RequestLimitExceeded' })
    relay.sandbox.forgetCalls()
    const stale = await relay.read(victim)
    expect(stale).toMatchObject({ status: 'pending', final: false, nextPollAfterMs: 5_000 })
    expect(stale.resultToken).toBeUndefined()
    // It is not repeated: the account has no calls left.
    expect(calls()).toBe(1)
    expect(await relay.read(victim)).toMatchObject({ status: 'passed', final: true })
  })

  it('that loops its return URL gets the large part of an open intention once in ten seconds', async () => {
    const started = await relay.startLoan()
    relay.finish(started, { face: 0, intention: null })
    relay.clock.now += 20_000
    relay.sandbox.forgetCalls()
    for (let second = 0; second < 30; second += 1) {
      await relay.app.inject({ url: relay.redirectUrlOf(started).pathname })
      await readOf(started)
      relay.clock.now += 1_000
    }
    const large = relay.infoTypes().filter((part) => part !== '1')
    expect(large.length).toBeLessThanOrEqual(4)
    expect(large.length).toBeGreaterThan(1)
  })

  it('meets a breaker after ten failures in a row: quick answers, and starts are not touched', async () => {
    const app = await relay.another()
    const started = await relay.startMember()
    const read = () => getStatus(app, started)
    relay.sandbox.next('GetDetectInfoEnhanced', { kind: 'status', status: 503 }, 10)
    relay.sandbox.forgetCalls()
    const codes: string[] = []
    for (let attempt = 0; attempt < 6; attempt += 1) codes.push((await read()).json().code)
    expect(codes).toContain('provider_unavailable')
    expect(codes.at(-1)).toBe('provider_unavailable')
    expect(calls()).toBe(10)
    const ready = await app.inject({ url: '/faceid/readyz' })
    expect(ready.json().degraded.join()).toContain('result')
    expect((await relay.startMember()).id).toBeTruthy()
  })
})
