import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { configuration, createRelayUnderTest, type RelayUnderTest } from './relay-under-test.js'

let relay: RelayUnderTest
beforeAll(async () => {
  relay = await createRelayUnderTest({
    configuration: {
      ...configuration,
      limits: {
        readsPerSecond: 1_000_000,
        browserStartsPerMinute: 1_000,
        upstreamReadsPerSecond: 5,
      },
    },
  })
})
afterAll(() => relay.close())

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

  it('of verifications spends the budget and no more, and nobody is kept from starting', async () => {
    const started = await Promise.all(Array.from({ length: 30 }, () => relay.startMember()))
    relay.clock.now += 10_000
    relay.sandbox.forgetCalls()
    const answers = await Promise.all(
      started.map(({ id, ticket }) =>
        relay.app.inject({
          url: `/faceid/v1/verifications/${id}`,
          headers: { authorization: `Bearer ${ticket}` },
        }),
      ),
    )
    expect(calls()).toBe(5)
    const refused = answers.filter((answer) => answer.statusCode !== 200)
    expect(refused).toHaveLength(25)
    for (const answer of refused)
      expect(answer.json()).toMatchObject({ code: 'provider_busy', retryable: true })
    expect((await relay.startMember()).mode).toBe('native')
  })

  it('that has read before gets the last known state beyond the budget', async () => {
    relay.clock.now += 10_000
    const started = await Promise.all(Array.from({ length: 5 }, () => relay.startMember()))
    const readAll = () => Promise.all(started.map((one) => relay.read(one)))
    await readAll()
    relay.clock.now += 1_000
    await Promise.all(started.map(async (one) => relay.finish(one)))
    const others = await Promise.all(Array.from({ length: 4 }, () => relay.startMember()))
    await Promise.all(others.map((one) => relay.read(one)))
    const states = await readAll()
    expect(states.map((state) => state.status).sort()).toEqual([
      'passed',
      'pending',
      'pending',
      'pending',
      'pending',
    ])
    relay.clock.now += 1_000
    expect((await readAll()).every((state) => state.status === 'passed')).toBe(true)
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
