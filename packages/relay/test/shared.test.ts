import type { StartResponse, VerificationState } from '@faceid-h5/protocol'
import type { FastifyInstance } from 'fastify'
import { Redis } from 'ioredis'
import { Registry } from 'prom-client'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { freePort } from '../../../.config/free-port.js'
import { startRedis, type TestRedis } from '../../../.config/redis.js'
import { createCallWindow } from '../src/store/call-window.js'
import { connectRedis, type SharedRedis } from '../src/store/redis.js'
import { createResultCache, type ResultCache } from '../src/store/result-cache.js'
import { encrypt } from '../src/tokens/encryption.js'
import { deriveRelayKeys, fingerprint, type Purpose } from '../src/tokens/keys.js'
import {
  configuration,
  createRelayUnderTest,
  getStatus,
  memberBody,
  person,
  postStart,
  type RelayUnderTest,
} from './relay-under-test.js'
import { secretA, secretB } from './secrets.js'

let redis: TestRedis
/** Reads and writes as somebody else would. */
let client: Redis
let relay: RelayUnderTest
let one: FastifyInstance
let other: FastifyInstance

beforeAll(async () => {
  redis = await startRedis('--appendonly', 'no')
  client = clientOf(redis)
  relay = await createRelayUnderTest({
    redisUrl: patient(redis),
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
  client?.disconnect()
  await redis?.close()
})
beforeEach(() => {
  relay.clock.now += 60_000
})

/** ioredis takes options from an address: a relay would go on alone after 200 ms, which a busy machine exceeds. */
const patient = ({ url }: TestRedis) => `${url}?commandTimeout=none`

function clientOf({ url }: TestRedis): Redis {
  const made = new Redis(url, { retryStrategy: () => 100 })
  return made.on('error', () => {})
}

/** As a relay connects. */
async function connectTo(to: TestRedis, onState: (state: string) => void = () => {}) {
  const connection = await connectRedis(patient(to), onState)
  await vi.waitUntil(() => connection.client.status === 'ready', 120_000)
  return connection
}

/** Two caches, as of two relays. */
function cachesOver(connection: SharedRedis): [ResultCache, ResultCache] {
  const cache = () => createResultCache(deriveRelayKeys(secretA), () => relay.clock.now, connection)
  return [cache(), cache()]
}

const connected = (app: FastifyInstance) =>
  vi.waitUntil(async () => (await degraded(app)).length === 0, 120_000)
/** A relay with three starts a minute. */
async function limited(): Promise<FastifyInstance> {
  const limits = { browserStartsPerMinute: 3 }
  const app = await relay.another({ configuration: { ...configuration, limits } })
  await connected(app)
  return app
}
/** A relay whose log lines and metric of Redis can be read. */
async function watchedRelay() {
  const metrics = new Registry()
  const log: string[] = []
  const logger = { stream: { write: (line: string) => void log.push(line) } }
  const watched = await relay.another({ metrics, logger })
  await connected(watched)
  return {
    watched,
    up: async () => (await metrics.getSingleMetric('faceid_redis_up')?.get())?.values[0]?.value,
    changes: () => log.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'redis'),
  }
}
const degraded = async (app: FastifyInstance): Promise<string[]> =>
  (await app.inject({ url: '/faceid/readyz' })).json().degraded
const start = async (app: FastifyInstance): Promise<StartResponse> => (await postStart(app)).json()
const read = async (app: FastifyInstance, started: StartResponse): Promise<VerificationState> =>
  (await getStatus(app, started)).json()
const calls = () => relay.sandbox.calls('GetDetectInfoEnhanced').length
const resultKeys = () => client.keys('faceid:{*}:result')

describe('two relays on one Redis', () => {
  it('start on one, return through the other, and read on both with one call between them', async () => {
    const started = await start(one)
    const returned = await other.inject({ url: relay.redirectUrlOf(started).pathname })
    expect(returned.headers.location).toBe(memberBody.returnUrl)
    relay.finish(started)
    relay.sandbox.forgetCalls()
    expect(await read(other, started)).toMatchObject({ status: 'passed' })
    expect(await read(one, started)).toMatchObject({ status: 'passed' })
    expect(calls()).toBe(1)
  })

  it('count starts together', async () => {
    const apps = [await limited(), await limited()]
    await client.flushall()
    const codes: number[] = []
    for (const app of [...apps, ...apps]) codes.push((await postStart(app)).statusCode)
    expect(codes).toEqual([201, 201, 201, 429])
  })

  it.each([
    ['without an end', '1000', -1],
    ['below zero', '-1000', 60_000],
  ])('restart a counter that is %s', async (_title, value, ttl) => {
    const app = await limited()
    await client.flushall()
    await postStart(app)
    const [key = ''] = await client.keys('faceid:limit:*')
    await client.set(key, value)
    if (ttl > 0) await client.pexpire(key, ttl)
    expect((await postStart(app)).statusCode).toBe(201)
    expect(await client.get(key)).toBe('1')
    expect(await client.pttl(key)).toBeGreaterThan(0)
  })

  it('count upstream calls together: no second has more of them than the limit', async () => {
    const connections = [await connectTo(redis), await connectTo(redis)]
    const windows = connections.map((connection) => createCallWindow('faceid:{test}', connection))
    const waits = await Promise.all(Array.from({ length: 40 }, (_, n) => windows[n % 2]?.(5)))
    const times = (await client.lrange('faceid:{test}', 0, -1)).map(Number)
    for (const from of times) {
      expect(times.filter((at) => at >= from && at < from + 1_000).length).toBeLessThanOrEqual(5)
    }
    expect(waits.filter((wait) => wait === 0).length).toBeGreaterThanOrEqual(5)
    for (const wait of waits) expect(wait).toBeLessThanOrEqual(1_000)
    for (const connection of connections) connection.close()
  })

  it('keep a pass: neither a later answer nor a slow earlier one replaces it, on any of them', async () => {
    const connection = await connectTo(redis)
    const [first, second] = cachesOver(connection)
    const now = () => relay.clock.now
    const result = (readAt: number, passed: boolean) => ({
      facts: undefined,
      passed,
      readAt: now() + readAt,
      freshUntil: now() + readAt + 1_000,
    })
    await first.put('one', result(10, true))
    for (const readAt of [5, 20]) {
      expect(await second.put('one', result(readAt, false))).toEqual(result(10, true))
    }
    await second.markReturned('one', now(), 'BizToken,Extra')
    const returned = { returnedAt: now(), returnParameters: 'BizToken,Extra' }
    expect(await second.get('one')).toEqual({ result: result(10, true), ...returned })
    // Of two that are none, the later call counts.
    await first.put('two', result(-10, false))
    expect(await second.put('two', result(-20, false))).toEqual(result(-10, false))
    connection.close()
  })

  it.each([
    ['ahead', 80_000],
    ['behind', -80_000],
  ])('share results though the clock of one is %s', async (_title, difference) => {
    const skewed = await relay.another({ now: () => relay.clock.now + difference })
    await connected(skewed)
    const started = await start(skewed)
    relay.sandbox.forgetCalls()
    for (let poll = 0; poll < 100; poll += 1) {
      const { status } = await read(poll % 2 === 0 ? skewed : one, started)
      expect(status).toBe('pending')
      relay.clock.now += 100
    }
    // Ten seconds, a call a second by each at most.
    expect(calls()).toBeLessThanOrEqual(20)
  })

  it('put nothing readable into Redis', async () => {
    const started = await start(one)
    relay.finish(started)
    await read(one, started)
    const everything: string[] = []
    for (const key of await client.keys('faceid:*')) {
      const list = (await client.type(key)) === 'list'
      const value = list ? '' : String(await client.get(key))
      everything.push(key, value, Buffer.from(value.slice(16), 'base64url').toString('latin1'))
    }
    const text = everything.join('\n')
    expect(everything.length).toBeGreaterThan(3)
    const ours = [started.id, started.ticket, relay.bizTokenOf(started), memberBody.reference]
    for (const canary of [...ours, person.idCard, '127.0.0.1', 'passed', 'faceCode'])
      expect(text.includes(canary), canary).toBe(false)
  })

  it('do not share an unreadable code, which would arrive as null', async () => {
    const connection = await connectTo(redis)
    const [writer, reader] = cachesOver(connection)
    const { now } = relay.clock
    const facts = { faceCode: Number.NaN, livenessTags: [], intentionCodes: {} }
    await writer.put('unreadable', { facts, passed: false, readAt: now, freshUntil: now })
    expect(await reader.get('unreadable')).toEqual({})
    connection.close()
  })
})

describe('who can write to Redis', () => {
  const passedFacts = (readAt: number) => ({
    facts: { faceCode: 0, livenessTags: [], intentionCodes: {} },
    passed: true,
    readAt,
    freshUntil: readAt + 3_600_000,
  })

  /** A passed entry, as a relay with this secret would write it. */
  const passedEntry = (place: string, secret: string, purpose: Purpose = 'cache') => {
    const { now } = relay.clock
    const content = { value: passedFacts(now), expiresAt: now + 1e9 }
    const encrypted = encrypt(deriveRelayKeys(secret), purpose, content, place)
    return `1${String(now).padStart(15, '0')}${encrypted}`
  }

  async function verdictAfter(
    poison: (place: string, victim: StartResponse) => Promise<unknown>,
  ): Promise<string> {
    await client.flushall()
    const victim = await start(one)
    await read(one, victim)
    const [place = ''] = await resultKeys()
    relay.clock.now += 60_000
    await poison(place, victim)
    const { status } = await read(other, victim)
    return status
  }

  it.each<[string, (place: string) => Promise<unknown>]>([
    ['nonsense', (place) => client.set(place, 'passed')],
    ['JSON', (place) => client.set(place, JSON.stringify(passedFacts(relay.clock.now)))],
    ['an entry of another secret', (place) => client.set(place, passedEntry(place, secretB))],
    ['another purpose', (place) => client.set(place, passedEntry(place, secretA, 'ticket'))],
    [
      'the passed entry of another verification',
      async (place) => {
        // A command that takes longer than 200 ms on a slow machine is one that did not come.
        const theirs = await vi.waitUntil(async () => {
          const passed = await start(one)
          relay.finish(passed)
          await read(one, passed)
          return (await resultKeys()).find((key) => key !== place)
        }, 120_000)
        await client.copy(theirs, place, 'REPLACE')
      },
    ],
    ['a huge entry', (place) => client.set(place, 'A'.repeat(2_000_000))],
    ['another type', (place) => client.multi().del(place).lpush(place, 'x').exec()],
  ])('changes no verdict by %s', async (_title, poison) => {
    expect(await verdictAfter(poison)).toBe('pending')
  })

  it('changes one only with the relay’s own secret, which shows that the entries are read at all', async () => {
    const status = () =>
      verdictAfter(async (place, victim) => {
        const keys = deriveRelayKeys(secretA)
        expect(place).toBe(`faceid:{${fingerprint(keys, `result ${victim.id}`)}}:result`)
        await client.set(place, passedEntry(place, secretA))
      })
    // A command that takes longer than 200 ms on a slow machine is one that did not come.
    await vi.waitFor(async () => expect(await status()).toBe('passed'), { timeout: 120_000 })
  })
})

describe('when Redis answers errors', () => {
  it.each<[string, (on: boolean) => Promise<unknown>]>([
    ['READONLY', (on) => client.call('REPLICAOF', ...(on ? ['127.0.0.1', '1'] : ['NO', 'ONE']))],
    ['OOM', (on) => client.config('SET', 'maxmemory', on ? '1' : '0')],
    ['NOPERM', (on) => client.call('ACL', 'SETUSER', 'default', on ? '-eval' : '+eval')],
  ])('%s stands in the log once, in /readyz and in the metrics', async (code, trouble) => {
    const { watched, up, changes } = await watchedRelay()
    await trouble(true)
    try {
      for (let n = 0; n < 3; n += 1) {
        const started = await start(watched)
        expect(await read(watched, started)).toMatchObject({ status: 'pending' })
      }
    } finally {
      await trouble(false)
    }
    expect((await degraded(watched)).join()).toContain(code)
    expect(await up()).toBe(0)
    const states = changes().map(({ state, code }) => `${state} ${code}`)
    expect(states).toContain(`refusing ${code}`)
    expect(states.filter((state, n) => state === states[n - 1])).toEqual([])
  })
})

describe('a Redis cluster', () => {
  it('keeps results, returns and counts: the keys of one command are in one slot', async () => {
    const clusterPort = String(await freePort())
    const cluster = await startRedis('--cluster-enabled', 'yes', '--cluster-port', clusterPort)
    const admin = clientOf(cluster)
    await admin.call('CLUSTER', 'ADDSLOTSRANGE', '0', '16383')
    const info = async () => String(await admin.call('CLUSTER', 'INFO'))
    await vi.waitUntil(async () => (await info()).includes('cluster_state:ok'), 120_000)
    const states: string[] = []
    const connection = await connectTo(cluster, (state) => states.push(state))
    const [writer, reader] = cachesOver(connection)
    const now = () => relay.clock.now
    const result = { facts: undefined, passed: true, readAt: now(), freshUntil: now() }
    await writer.put('one', result)
    await writer.markReturned('one', now(), 'BizToken,Extra')
    const returned = { returnedAt: now(), returnParameters: 'BizToken,Extra' }
    expect(await reader.get('one')).toEqual({ result, ...returned })
    expect(await createCallWindow('faceid:{test}', connection)(1)).toBe(0)
    expect(await createCallWindow('faceid:{test}', connection)(1)).toBeGreaterThan(0)
    expect(states).toEqual(['connected'])
    connection.close()
    admin.disconnect()
    await cluster.close()
  })
})

describe('when Redis goes away', () => {
  it('the relays go on, say so in /readyz, log and metrics, and recover when it is back', async () => {
    const { watched, up, changes } = await watchedRelay()
    const started = await start(one)
    await redis.kill()
    await vi.waitUntil(async () => (await degraded(one)).join().includes('Redis'), 120_000)
    await vi.waitUntil(async () => (await up()) === 0, 120_000)
    expect((await one.inject({ url: '/faceid/readyz' })).statusCode).toBe(200)
    expect(await read(one, started)).toMatchObject({ status: 'pending' })
    const during = await start(other)
    relay.finish(during)
    expect(await read(other, during)).toMatchObject({ status: 'passed' })
    await redis.start()
    await Promise.all([one, other, watched].map(connected))
    expect(await read(one, during)).toMatchObject({ status: 'passed' })
    expect(await up()).toBe(1)
    expect(changes().map(({ state }) => state)).toEqual(['connected', 'disconnected', 'connected'])
  })

  it('a Redis that hangs holds nobody up', async () => {
    const usual = await relay.another({ redisUrl: redis.url })
    await connected(usual)
    const started = await start(one)
    await read(one, started)
    relay.clock.now += 10_000
    redis.signal('SIGSTOP')
    expect(await read(usual, started)).toMatchObject({ status: 'pending' })
  })
})
