import type { StartResponse } from '@faceid-h5/protocol'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { configuration, createRelayUnderTest, type RelayUnderTest } from './relay-under-test.js'

let relay: RelayUnderTest
beforeAll(async () => {
  relay = await createRelayUnderTest({
    configuration: {
      ...configuration,
      limits: {
        readsPerSecond: 1_000_000,
        browserStartsPerMinute: 1_000,
        upstreamReadsPerSecond: 20,
      },
    },
  })
})
afterAll(() => relay.close())
beforeEach(() => {
  // A second of its own for each test: the sandbox takes a hundred starts in one, and the budget counts by it.
  relay.sandbox.clock.advance(1_000)
  relay.clock.now += 10_000
})

const readOf = ({ id, ticket }: StartResponse) =>
  relay.app.inject({
    url: `/faceid/v1/verifications/${id}`,
    headers: { authorization: `Bearer ${ticket}` },
  })
const calls = () => relay.sandbox.calls('GetDetectInfoEnhanced').length

describe('a crowd', () => {
  it('of a thousand pollers costs at most one call a second for their verification', async () => {
    const { id, ticket } = await relay.startMember()
    const poll = () =>
      relay.app.inject({
        url: `/faceid/v1/verifications/${id}`,
        headers: { authorization: `Bearer ${ticket}` },
      })
    relay.sandbox.forgetCalls()
    for (let second = 1; second <= 4; second += 1) {
      const answers = await Promise.all(Array.from({ length: 1_000 }, poll))
      expect(answers.every((answer) => answer.statusCode === 200)).toBe(true)
      expect(calls()).toBeLessThanOrEqual(second)
      relay.clock.now += 1_000
    }
    expect(calls()).toBeGreaterThan(1)
  })

  it('of tickets from one address gets half of the budget; others are read, and nobody is kept from starting', async () => {
    const started = await Promise.all(Array.from({ length: 60 }, () => relay.startMember()))
    const theirs = await relay.startLoan()
    relay.clock.now += 10_000
    relay.sandbox.forgetCalls()
    const answers = await Promise.all(started.map(readOf))
    expect(calls()).toBe(10)
    const refused = answers.filter((answer) => answer.statusCode !== 200)
    expect(refused).toHaveLength(50)
    for (const answer of refused) {
      expect(answer.json()).toMatchObject({ code: 'provider_busy', retryable: true })
    }
    expect((await readOf(theirs)).statusCode).toBe(200)
    expect((await relay.startMember()).mode).toBe('native')
  })

  it('of refused readers does not use up what is left for others', async () => {
    const started = await Promise.all(Array.from({ length: 11 }, () => relay.startMember()))
    const theirs = await Promise.all(Array.from({ length: 10 }, () => relay.startLoan()))
    relay.clock.now += 10_000
    for (let round = 0; round < 5; round += 1) await Promise.all(started.map(readOf))
    relay.sandbox.forgetCalls()
    const answers = await Promise.all(theirs.map(readOf))
    expect(answers.map((answer) => answer.statusCode)).toEqual(Array(10).fill(200))
    expect(calls()).toBe(10)
  })

  it('that has read before gets the last known state beyond the budget, and nothing final out of it', async () => {
    const victim = await relay.startMember()
    const others = await Promise.all(Array.from({ length: 20 }, () => relay.startMember()))
    expect(await relay.read(victim)).toMatchObject({ status: 'pending' })
    relay.finish(victim)
    // The time is over, Tencent knows of a pass, and there is no call left to learn it.
    relay.clock.now += 136 * 60_000
    await Promise.all(others.map(readOf))
    const stale = await relay.read(victim)
    expect(stale).toMatchObject({ status: 'pending', final: false, nextPollAfterMs: 5_000 })
    expect(stale.resultToken).toBeUndefined()
    relay.clock.now += 1_000
    expect(await relay.read(victim)).toMatchObject({ status: 'passed', final: true })
  })

  it('meets a breaker after ten failures in a row: quick answers, and starts are not touched', async () => {
    const app = await relay.another()
    const { id, ticket } = await relay.startMember()
    const read = () =>
      app.inject({
        url: `/faceid/v1/verifications/${id}`,
        headers: { authorization: `Bearer ${ticket}` },
      })
    relay.sandbox.next('GetDetectInfoEnhanced', { kind: 'status', status: 503 }, 10)
    relay.sandbox.forgetCalls()
    const codes: string[] = []
    for (let attempt = 0; attempt < 6; attempt += 1) codes.push((await read()).json().code)
    expect(codes).toContain('provider_unavailable')
    expect(codes.at(-1)).toBe('provider_busy')
    expect(calls()).toBe(10)
    const ready = await app.inject({ url: '/faceid/readyz' })
    expect(ready.json().degraded.join()).toContain('result')
    expect((await relay.startMember()).id).toBeTruthy()
  })
})
