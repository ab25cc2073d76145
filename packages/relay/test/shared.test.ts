import type { StartResponse, VerificationState } from '@faceid-h5/protocol'
import type { FastifyInstance } from 'fastify'
import { Registry } from 'prom-client'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { encrypt } from '../src/tokens/encryption.js'
import { deriveRelayKeys, fingerprint } from '../src/tokens/keys.js'
import { createRedisUnderTest, type RedisUnderTest } from './redis-under-test.js'
import {
  browser,
  configuration,
  createRelayUnderTest,
  memberBody,
  person,
  type RelayUnderTest,
} from './relay-under-test.js'
import { secretA, secretB } from './secrets.js'

let redis: RedisUnderTest
let relay: RelayUnderTest
let one: FastifyInstance
let other: FastifyInstance

beforeAll(async () => {
  redis = await createRedisUnderTest()
  relay = await createRelayUnderTest({
    redisUrl: redis.url,
    configuration: {
      ...configuration,
      limits: { browserStartsPerMinute: 1_000, readsPerSecond: 1_000 },
    },
  })
  one = relay.app
  other = await relay.another()
  await Promise.all([one, other].map(connected))
})
afterAll(async () => {
  await relay?.close()
  await redis?.close()
})
beforeEach(() => {
  relay.clock.now += 60_000
})

const connected = (app: FastifyInstance) =>
  vi.waitFor(async () => expect(await degraded(app)).toEqual([]), { timeout: 10_000 })
const degraded = async (app: FastifyInstance): Promise<string[]> =>
  (await app.inject({ url: '/faceid/readyz' })).json().degraded
const start = async (app: FastifyInstance): Promise<StartResponse> =>
  (
    await app.inject({
      method: 'POST',
      url: '/faceid/v1/verifications',
      headers: browser,
      payload: memberBody,
    })
  ).json()
const read = async (
  app: FastifyInstance,
  { id, ticket }: StartResponse,
): Promise<VerificationState> =>
  (
    await app.inject({
      url: `/faceid/v1/verifications/${id}`,
      headers: { authorization: `Bearer ${ticket}` },
    })
  ).json()
const calls = () => relay.sandbox.calls('GetDetectInfoEnhanced').length
const resultKeys = () => redis.client.keys('faceid:result:*')

describe('two relays on one Redis', () => {
  it('start on one, return through the other, and read on both with one call between them', async () => {
    const started = await start(one)
    const token = relay.sandbox.tokens().find(({ request }) => request.Extra === started.id)
    const returned = await other.inject({
      url: new URL(String(token?.request.RedirectUrl)).pathname,
    })
    expect(returned.headers.location).toBe(memberBody.returnUrl)
    relay.finish(started)
    relay.sandbox.forgetCalls()
    expect(await read(other, started)).toMatchObject({ status: 'passed' })
    expect(await read(one, started)).toMatchObject({ status: 'passed' })
    expect(calls()).toBe(1)
  })

  it('count starts together', async () => {
    const limits = { browserStartsPerMinute: 3 }
    const apps = [
      await relay.another({ configuration: { ...configuration, limits } }),
      await relay.another({ configuration: { ...configuration, limits } }),
    ]
    await Promise.all(apps.map(connected))
    await redis.client.flushall()
    const codes: number[] = []
    for (const app of [...apps, ...apps]) {
      const response = await app.inject({
        method: 'POST',
        url: '/faceid/v1/verifications',
        headers: browser,
        payload: memberBody,
      })
      codes.push(response.statusCode)
    }
    expect(codes).toEqual([201, 201, 201, 429])
  })

  it('spend one budget together, and answer the last known state beyond it', async () => {
    const limits = { upstreamReadsPerSecond: 1, readsPerSecond: 1_000 }
    const apps = [
      await relay.another({ configuration: { ...configuration, limits } }),
      await relay.another({ configuration: { ...configuration, limits } }),
    ]
    await Promise.all(apps.map(connected))
    const [first, second] = [await start(one), await start(one)]
    relay.sandbox.forgetCalls()
    expect(await read(apps[0] as FastifyInstance, first)).toMatchObject({ status: 'pending' })
    const over = await read(apps[1] as FastifyInstance, second)
    expect(over).toMatchObject({ code: 'provider_busy', retryable: true })
    relay.clock.now += 1_000
    expect(await read(apps[1] as FastifyInstance, second)).toMatchObject({ status: 'pending' })
    expect(await read(apps[0] as FastifyInstance, first)).toMatchObject({ status: 'pending' })
    expect(calls()).toBe(2)
  })

  it('put nothing readable into Redis', async () => {
    const started = await start(one)
    relay.finish(started)
    await read(one, started)
    const everything: string[] = []
    for (const key of await redis.client.keys('*')) {
      everything.push(
        key,
        String(await redis.client.get(key)),
        Buffer.from(String(await redis.client.get(key)), 'base64url').toString('latin1'),
      )
    }
    const text = everything.join('\n')
    expect(everything.length).toBeGreaterThan(3)
    for (const canary of [
      started.id,
      started.ticket,
      relay.bizTokenOf(started),
      memberBody.reference,
      person.idCard,
      '127.0.0.1',
      'passed',
      'faceCode',
    ]) {
      expect(text.includes(canary), canary).toBe(false)
    }
  })
})

describe('who can write to Redis', () => {
  const passedFacts = (readAt: number) => ({
    facts: { faceCode: 0, livenessTags: [], intentionCodes: {} },
    readAt,
    freshUntil: readAt + 3_600_000,
  })

  async function verdictAfter(
    poison: (place: string, victim: StartResponse) => Promise<void>,
  ): Promise<string> {
    await redis.client.flushall()
    const victim = await start(one)
    await read(one, victim)
    const [place = ''] = await resultKeys()
    relay.clock.now += 60_000
    await poison(place, victim)
    const { status } = await read(other, victim)
    return status
  }

  it.each<[string, (place: string) => Promise<void>]>([
    ['nonsense', async (place) => void (await redis.client.set(place, 'passed'))],
    [
      'JSON',
      async (place) =>
        void (await redis.client.set(place, JSON.stringify(passedFacts(relay.clock.now)))),
    ],
    [
      'an entry of another secret',
      async (place) => {
        const value = passedFacts(relay.clock.now)
        const foreign = encrypt(
          deriveRelayKeys(secretB),
          'cache',
          { value, expiresAt: relay.clock.now + 1e9 },
          place,
        )
        await redis.client.set(place, foreign)
      },
    ],
    [
      'an entry sealed for another purpose',
      async (place) => {
        const value = passedFacts(relay.clock.now)
        await redis.client.set(
          place,
          encrypt(
            deriveRelayKeys(secretA),
            'ticket',
            { value, expiresAt: relay.clock.now + 1e9 },
            place,
          ),
        )
      },
    ],
    [
      'the passed entry of another verification',
      async (place) => {
        const passed = await start(one)
        relay.finish(passed)
        await read(one, passed)
        const theirs = (await resultKeys()).find((key) => key !== place) ?? ''
        const entry = await redis.client.get(theirs)
        expect(entry).toBeTruthy()
        await redis.client.set(place, String(entry))
      },
    ],
    ['a huge entry', async (place) => void (await redis.client.set(place, 'A'.repeat(2_000_000)))],
    [
      'another type',
      async (place) => {
        await redis.client.del(place)
        await redis.client.lpush(place, 'x')
      },
    ],
  ])('changes no verdict by %s', async (_title, poison) => {
    expect(await verdictAfter(poison)).toBe('pending')
  })

  it('changes one only with the relay’s own secret, which shows that the entries are read at all', async () => {
    const status = await verdictAfter(async (place, victim) => {
      const keys = deriveRelayKeys(secretA)
      expect(place).toBe(`faceid:result:${fingerprint(keys, `result ${victim.id}`)}`)
      const value = passedFacts(relay.clock.now)
      await redis.client.set(
        place,
        encrypt(keys, 'cache', { value, expiresAt: relay.clock.now + 1e9 }, place),
      )
    })
    expect(status).toBe('passed')
  })
})

describe('when Redis goes away', () => {
  it('the relays go on, say so, and recover when it is back', async () => {
    const started = await start(one)
    await redis.stop()
    await vi.waitFor(async () => expect((await degraded(one)).join()).toContain('Redis'), {
      timeout: 10_000,
    })
    expect((await one.inject({ url: '/faceid/readyz' })).statusCode).toBe(200)
    expect(await read(one, started)).toMatchObject({ status: 'pending' })
    const during = await start(other)
    relay.finish(during)
    expect(await read(other, during)).toMatchObject({ status: 'passed' })
    await redis.start()
    await Promise.all([one, other].map(connected))
    expect(await read(one, during)).toMatchObject({ status: 'passed' })
  })

  it('its going and coming back stand in the log and in the metrics, once each', async () => {
    const metrics = new Registry()
    const up = async () => (await metrics.getSingleMetric('faceid_redis_up')?.get())?.values
    const log: string[] = []
    const logger = { stream: { write: (line: string) => void log.push(line) } }
    const watched = await relay.another({ metrics, logger })
    await connected(watched)
    await redis.stop()
    await vi.waitFor(async () => expect(await up()).toMatchObject([{ value: 0 }]), {
      timeout: 10_000,
    })
    await redis.start()
    await Promise.all([one, other, watched].map(connected))
    expect(await up()).toMatchObject([{ value: 1 }])
    const states = log
      .map((line) => JSON.parse(line))
      .flatMap(({ msg, state }) => (msg === 'redis' ? [state] : []))
    expect(states).toEqual(['connected', 'disconnected', 'connected'])
  })

  it('a Redis that hangs holds nobody up', async () => {
    const started = await start(one)
    await read(one, started)
    relay.clock.now += 10_000
    redis.pause()
    expect(await read(other, started)).toMatchObject({ status: 'pending' })
  })
})
