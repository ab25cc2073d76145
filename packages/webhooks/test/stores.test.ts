import { spawn, spawnSync } from 'node:child_process'
import { EventEmitter, on, once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { startRedis, type TestRedis } from '../../../.config/redis.js'
import { openStore } from '../src/stores/open-store.js'
import type { JobStore, Outcome, StoredJob } from '../src/stores/store.js'

const warn = () => undefined
const hour = 3_600_000
let redis: TestRedis
const folders: string[] = []
const opened: JobStore[] = []

beforeAll(async () => {
  redis = await startRedis()
})
afterEach(async () => {
  vi.restoreAllMocks()
  await Promise.all(opened.splice(0).map((store) => store.close()))
  const { Redis } = await import('ioredis')
  const client = new Redis(redis.url)
  await client.flushall()
  client.disconnect()
})
afterAll(async () => {
  await redis.close()
  for (const folder of folders) rmSync(folder, { recursive: true })
})

const addresses: Record<string, () => string> = {
  lmdb: () => {
    const folder = mkdtempSync(join(tmpdir(), 'webhooks-lmdb-'))
    folders.push(folder)
    return `file:${folder}`
  },
  bullmq: () => redis.url,
}

async function open(address: string): Promise<JobStore> {
  const store = await openStore(address, { now: Date.now, warn })
  opened.push(store)
  return store
}

const waitFor = (check: () => unknown) => vi.waitFor(check, { timeout: 120_000, interval: 50 })
const expectCounts = (store: JobStore, waiting: number, dead: number) =>
  waitFor(async () => expect(await store.counts()).toEqual({ waiting, dead }))

/** Opens the store in another process. Returns how to kill it. */
async function openElsewhere(address: string, mode: 'hang' | 'lock') {
  const script = new URL('store-process.js', import.meta.url).pathname
  const child = spawn(process.execPath, [script, address, mode], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  return async () => {
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
}

/** Runs a store's jobs; `next()` is the next one that was run. */
function runner(store: JobStore, outcome: (job: StoredJob) => Outcome | Promise<Outcome>) {
  const ran: StoredJob[] = []
  const events = new EventEmitter()
  const runs = on(events, 'run')
  store.run(async (job) => {
    const result = await outcome(job)
    ran.push(job)
    events.emit('run', job)
    return result
  }, 1)
  const next = async (): Promise<StoredJob> => (await runs.next()).value[0]
  return { ran, next }
}

const done: Outcome = { kind: 'done' }

describe.each(Object.keys(addresses))('the %s store', (name) => {
  const address = () => addresses[name]?.() ?? ''

  test('runs jobs in the order of their due times, each once', async () => {
    const store = await open(address())
    const now = Date.now()
    await Promise.all([
      store.add('third', '3', now + 600),
      store.add('first', '1', now - 1_000),
      store.add('second', '2', now + 300),
    ])
    const { next, ran } = runner(store, () => done)
    expect([await next(), await next(), await next()].map(({ data }) => data)).toEqual([
      '1',
      '2',
      '3',
    ])
    await expectCounts(store, 0, 0)
    expect(ran).toHaveLength(3)
  })

  test('keeps the first of two jobs with one id', async () => {
    const store = await open(address())
    await store.add('one', 'first', Date.now() + hour)
    await store.add('one', 'second', Date.now())
    expect(await store.list(10)).toMatchObject([{ data: 'first', state: 'tracking' }])
  })

  test('runs a job again with its new data', async () => {
    const store = await open(address())
    await store.add('one', 'a', Date.now())
    const { next } = runner(store, ({ data }) =>
      data === 'a' ? { kind: 'again', at: Date.now() + 50, data: 'b', phase: 'delivering' } : done,
    )
    expect([(await next()).data, (await next()).data]).toEqual(['a', 'b'])
  })

  test('runs a hastened job at once', async () => {
    const store = await open(address())
    const { next } = runner(store, () => done)
    await store.add('one', 'a', Date.now() + hour)
    await store.hasten('one', Date.now())
    expect((await next()).id).toBe('one')
    await store.hasten('unknown', Date.now())
  })

  test('runs a job that is hastened while it runs once more', async () => {
    const store = await open(address())
    await store.add('one', 'a', Date.now())
    let runs = 0
    const { next } = runner(store, async ({ data }) => {
      runs += 1
      if (runs > 1) return done
      void store.hasten('one', Date.now())
      await new Promise((resolve) => setTimeout(resolve, 100))
      return { kind: 'again', at: Date.now() + hour, data, phase: 'tracking' }
    })
    expect([(await next()).id, (await next()).id]).toEqual(['one', 'one'])
  })

  test('does not hasten a job that waits for its next delivery', async () => {
    const store = await open(address())
    await store.add('one', 'a', Date.now())
    const at = Date.now() + hour
    const { next } = runner(store, () => ({ kind: 'again', at, data: 'b', phase: 'delivering' }))
    await next()
    await waitFor(async () => {
      expect(await store.list(1)).toMatchObject([{ data: 'b', state: 'delivering', at }])
    })
    await store.hasten('one', Date.now())
    expect(await store.list(1)).toMatchObject([{ state: 'delivering', at }])
  })

  test('keeps a dead letter until it is retried', async () => {
    const store = await open(address())
    await store.add('one', 'a', Date.now())
    const { next } = runner(store, ({ data }) =>
      data === 'c' ? done : { kind: 'dead', data: 'b' },
    )
    await next()
    await expectCounts(store, 0, 1)
    expect(await store.list(10)).toMatchObject([{ id: 'one', data: 'b', state: 'dead' }])
    expect(await store.deadLetter('one')).toBe('b')
    expect(await store.retry('unknown', 'c')).toBe(false)
    expect(await store.retry('one', 'c')).toBe(true)
    expect((await next()).data).toBe('c')
    await expectCounts(store, 0, 0)
  })

  test('keeps a job whose handler rejects', async () => {
    const store = await open(address())
    await store.add('one', 'a', Date.now())
    const rejected = vi.fn(async () => {
      throw new Error('rejected')
    })
    store.run(rejected, 1)
    await waitFor(async () => {
      const [job] = await store.list(1)
      expect(job).toMatchObject({ id: 'one', data: 'a', state: 'tracking' })
      expect(job?.at).toBeGreaterThan(Date.now() + 30_000)
    })
    expect(rejected).toHaveBeenCalledTimes(1)
  })

  test('runs a job again whose process was killed while it ran', async () => {
    const path = address()
    await (await openElsewhere(path, 'hang'))()
    const { next } = runner(await open(path), () => done)
    expect(await next()).toEqual({ id: 'of-child', data: 'data' })
  })

  test('loses no job when the clock moves back', async () => {
    const store = await open(address())
    const { next, ran } = runner(store, () => done)
    await store.add('one', 'a', Date.now() + 1_000)
    const real = Date.now.bind(Date)
    vi.spyOn(Date, 'now').mockImplementation(() => real() - hour)
    await store.add('two', 'b', Date.now())
    expect((await next()).id).toBe('two')
    expect(await store.counts()).toMatchObject({ waiting: expect.any(Number) })
    vi.restoreAllMocks()
    await store.hasten('one', Date.now() - hour)
    expect((await next()).id).toBe('one')
    expect(ran).toHaveLength(2)
  })

  test('lists jobs for an operator beside a running relay', async () => {
    const path = address()
    const store = await open(path)
    await store.add('one', 'a', Date.now() + hour)
    const operator = await openStore(path, { now: Date.now, warn, operator: 'list' })
    expect(await operator.list(10)).toMatchObject([{ id: 'one', state: 'tracking' }])
    await operator.close()
    expect(await store.counts()).toEqual({ waiting: 1, dead: 0 })
  })
})

describe('the LMDB folder', () => {
  test('is refused for a second relay, and free again after the first was killed', async () => {
    const path = addresses.lmdb?.() ?? ''
    const kill = await openElsewhere(path, 'lock')
    await expect(open(path)).rejects.toThrow(/WEBHOOK_STORE.*used by another relay/)
    await kill()
    await open(path)
    await expect(open(path)).rejects.toThrow(TypeError)
  })

  test('that cannot be created is refused with a sentence', async () => {
    await expect(open('file:/dev/null/webhooks')).rejects.toThrow(/WEBHOOK_STORE.*ENOTDIR/)
  })

  test('that is closed rejects a job', async () => {
    const store = await openStore(addresses.lmdb?.() ?? '', { now: Date.now, warn })
    await store.close()
    await expect(store.add('one', 'a', 0)).rejects.toThrow()
  })
})

test.skipIf(!canMount())(
  'an LMDB folder on a full disk rejects jobs and keeps the others',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'webhooks-full-'))
    spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder])
    try {
      const store = await openStore(`file:${folder}`, { now: Date.now, warn })
      const data = 'x'.repeat(10_000)
      let stored = 0
      const fill = async () => {
        for (; stored < 1_000; stored += 1) await store.add(`${stored}`, data, Date.now() + hour)
      }
      await expect(fill()).rejects.toThrow()
      expect(stored).toBeGreaterThan(10)
      expect(await store.counts()).toEqual({ waiting: stored, dead: 0 })
      await store.close()
    } finally {
      spawnSync('umount', ['-l', folder])
      rmSync(folder, { recursive: true })
    }
  },
)

function canMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'webhooks-mount-'))
  const mounted = spawnSync('mount', ['-t', 'tmpfs', 'tmpfs', folder]).status === 0
  if (mounted) spawnSync('umount', [folder])
  rmSync(folder, { recursive: true })
  return mounted
}

describe('a Redis', () => {
  test.each(['allkeys-lru', 'volatile-ttl'])(
    'with maxmemory-policy %s is refused',
    async (policy) => {
      const evicting = await startRedis('--maxmemory-policy', policy)
      await expect(open(evicting.url)).rejects.toThrow(`maxmemory-policy ${policy}`)
      await evicting.close()
    },
  )

  test('that does not answer at the start is refused', async () => {
    await expect(open('redis://127.0.0.1:1')).rejects.toThrow(/cannot be reached/)
    const frozen = await startRedis()
    frozen.signal('SIGSTOP')
    await expect(open(frozen.url)).rejects.toThrow(/cannot be reached/)
    await frozen.close()
  })

  test('without AOF is warned about', async () => {
    const forgetful = await startRedis('--appendonly', 'no')
    const warned = vi.fn()
    const store = await openStore(forgetful.url, { now: Date.now, warn: warned })
    expect(warned).toHaveBeenCalledWith({}, expect.stringContaining('AOF'))
    await store.close()
    await forgetful.close()
  })

  test('that is full rejects a job', async () => {
    const full = await startRedis('--maxmemory', '1')
    const store = await openStore(full.url, { now: Date.now, warn })
    await expect(store.add('one', 'a', Date.now())).rejects.toThrow()
    await store.close()
    await full.close()
  })

  test('that was killed rejects jobs until it is back, and loses none', async () => {
    const killed = await startRedis()
    const store = await openStore(killed.url, { now: Date.now, warn })
    const { next } = runner(store, () => done)
    await store.add('one', 'a', Date.now() + hour)
    await killed.kill()
    await expect(store.add('two', 'b', Date.now())).rejects.toThrow()
    await killed.start()
    await vi.waitFor(() => store.hasten('one', Date.now()), { timeout: 120_000, interval: 200 })
    expect((await next()).id).toBe('one')
    await store.close()
    await killed.close()
  })
})
