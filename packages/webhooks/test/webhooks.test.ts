import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Registry } from 'prom-client'
import { Webhook } from 'standardwebhooks'
import { describe, expect, test, vi } from 'vitest'
import { startRedis } from '../../../.config/redis.js'
import { createWebhooks, listJobs, retryJob, sendTestEvent, webhookId } from '../src/index.js'
import { createReceiver } from './receiver.js'
import { createRelay, hour, secret } from './relay.js'

const minute = 60_000
const passed = { status: 'passed', final: true } as const
const waitFor = (check: () => unknown) => vi.waitFor(check, { timeout: 120_000, interval: 20 })

/** A relay whose events go to a receiver that answers so. */
async function deliveringTo(...answers: Parameters<typeof createReceiver>) {
  const receiver = await createReceiver(...answers)
  const relay = await createRelay({ urlOf: () => receiver.url })
  return { receiver, relay }
}

/** A verification that has passed, after the first request about it. */
async function passedAt(...answers: Parameters<typeof createReceiver>) {
  const { receiver, relay } = await deliveringTo(...answers)
  await relay.start('id-1')
  relay.setStatus('id-1', passed)
  relay.final('id-1')
  return { receiver, relay, first: await receiver.next() }
}

const expectJobs = (relay: Awaited<ReturnType<typeof createRelay>>, ...jobs: object[]) =>
  waitFor(async () => expect(await listJobs(relay.options)).toMatchObject(jobs))

describe('the outcome', () => {
  test('is delivered at once after a read found it, with headers that standardwebhooks verifies', async () => {
    const { receiver, relay } = await deliveringTo(204)
    const { id } = await relay.start('id-1')
    relay.setStatus(id, { status: 'failed', final: true, reason: 'face_mismatch' })
    relay.final(id)
    const { headers, body } = await receiver.next()
    // The library compares `webhook-timestamp` with the clock of this machine.
    expect(new Webhook(secret).verify(body, headers)).toEqual({
      type: 'verification.failed',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      data: {
        id,
        scene: 'loan',
        reference: 'order-4711',
        status: 'failed',
        reason: 'face_mismatch',
        resultToken: 'token-id-1-failed-1',
      },
    })
    expect(headers['webhook-id']).toBe(webhookId(id))
    expect(headers['content-type']).toBe('application/json')
    await expectJobs(relay)
  })

  test('is signed with every secret while they are rotated', async () => {
    const receiver = await createReceiver()
    const newer = `whsec_${Buffer.alloc(24, 9).toString('base64')}`
    const relay = await createRelay({ secret: `${newer}, ${secret}`, urlOf: () => receiver.url })
    relay.setStatus('id-1', passed)
    await relay.start('id-1')
    relay.final('id-1')
    const { headers, body } = await receiver.next()
    for (const one of [newer, secret])
      expect(() => new Webhook(one).verify(body, headers)).not.toThrow()
    const other = `whsec_${Buffer.alloc(24, 1).toString('base64')}`
    expect(() => new Webhook(other).verify(body, headers)).toThrow()
  })

  test('is read two seconds after the browser returned, and again 8 s and a minute later', async () => {
    const { receiver, relay } = await deliveringTo(204)
    const { startedAt } = await relay.start('id-1')
    relay.returned('id-1')
    await relay.readTimes('id-1', 1)
    expect((relay.reads[0]?.at ?? 0) - startedAt).toBeGreaterThanOrEqual(1_990)
    relay.advance(9_000)
    await relay.readTimes('id-1', 2)
    relay.setStatus('id-1', passed)
    relay.advance(minute)
    expect(JSON.parse((await receiver.next()).body)).toMatchObject({ type: 'verification.passed' })
  })

  test('is read 3, 10, 30, 60 and 120 minutes after the start, and when the clock makes it final', async () => {
    const { receiver, relay } = await deliveringTo(204)
    const { startedAt } = await relay.start('id-1')
    for (const [index, at] of [3, 10, 30, 60, 120].entries()) {
      relay.advance(startedAt + at * minute - relay.now())
      await relay.readTimes('id-1', index + 1)
    }
    relay.setStatus('id-1', { status: 'expired', final: true })
    relay.advance(startedAt + 135 * minute + 1_000 - relay.now())
    expect(JSON.parse((await receiver.next()).body)).toMatchObject({
      type: 'verification.expired',
      data: { status: 'expired' },
    })
    expect(relay.reads).toHaveLength(6)
  })

  test('is read again after errors, and not lost', async () => {
    const { receiver, relay } = await deliveringTo(204)
    relay.setStatus('id-1', new Error('Tencent is down'))
    await relay.start('id-1')
    relay.advance(3 * minute)
    await relay.readTimes('id-1', 1)
    relay.advance(minute)
    await relay.readTimes('id-1', 2)
    relay.setStatus('id-1', passed)
    relay.advance(2 * minute)
    await receiver.next()
  })

  test('of a job that a stopped relay was delivering is delivered after the restart', async () => {
    const { receiver, relay, first } = await passedAt(() => undefined, 204)
    await relay.close()
    const again = await createWebhooks(relay.options)
    const second = await receiver.next()
    expect(second.headers['webhook-id']).toBe(first.headers['webhook-id'])
    await again.close()
  })

  test('is looked for once, though a page polls a final status again and again', async () => {
    const { receiver, relay } = await deliveringTo(500)
    await relay.start('id-1')
    relay.setStatus('id-1', passed)
    for (let poll = 0; poll < 20; poll += 1) relay.final('id-1')
    await receiver.next()
    await expectJobs(relay, { state: 'delivering', attempts: 1 })
    relay.final('id-1')
    expect(receiver.received).toHaveLength(1)
  })
})

describe('a delivery that fails', () => {
  test('is repeated with the same id, a new token and a new signature', async () => {
    const { receiver, relay, first } = await passedAt(500, 302, 204)
    await expectJobs(relay, { attempts: 1 })
    relay.advance(6_000)
    const second = await receiver.next()
    await expectJobs(relay, { attempts: 2 })
    relay.advance(6 * minute)
    const third = await receiver.next()
    const ids = [first, second, third].map(({ headers }) => headers['webhook-id'])
    expect(new Set(ids).size).toBe(1)
    const tokens = [first, second, third].map(({ body }) => JSON.parse(body).data.resultToken)
    expect(tokens).toEqual([1, 2, 3].map((token) => `token-id-1-passed-${token}`))
    expect(third.headers['webhook-timestamp']).not.toBe(first.headers['webhook-timestamp'])
    // The status is read once: what is final stays final.
    expect(relay.reads).toHaveLength(1)
  })

  test('follows no redirect', async () => {
    const elsewhere = await createReceiver()
    const { relay } = await passedAt((response) =>
      response.writeHead(307, { location: elsewhere.url }).end(),
    )
    await expectJobs(relay, { problem: 'http_307', attempts: 1 })
    expect(elsewhere.received).toEqual([])
  })

  test('drops the body of an answer unread', async () => {
    const { relay } = await passedAt((response) => {
      response.writeHead(200)
      const flood = (error?: Error | null) =>
        error ? undefined : response.write(Buffer.alloc(65_536), flood)
      flood()
    })
    await expectJobs(relay)
  })

  test.each([
    ['120', 120_000],
    [new Date(Date.now() + 2 * hour).toUTCString(), 2 * hour],
  ])('waits for Retry-After: %s', async (value, ms) => {
    const { relay } = await passedAt((response) =>
      response.writeHead(429, { 'retry-after': value }).end(),
    )
    await expectJobs(relay, { problem: 'http_429', attempts: 1 })
    const [job] = await listJobs(relay.options)
    expect((job?.at ?? 0) - relay.now()).toBeGreaterThan(ms - minute)
  })

  test('ends at 410 as a dead letter, which an operator can retry', async () => {
    const { receiver, relay } = await passedAt(410, 204)
    const id = webhookId('id-1')
    await expectJobs(relay, { webhookId: id, state: 'dead', problem: 'http_410', status: 'passed' })
    expect(await retryJob(relay.options, webhookId('another'))).toBe('not_found')
    expect(await retryJob(relay.options, id)).toBe('retried')
    await receiver.next()
    await expectJobs(relay)
  })

  test('becomes a dead letter 72 hours after the start, and degrades /readyz after one', async () => {
    const degraded = vi.fn()
    const receiver = await createReceiver(503)
    const registry = new Registry()
    const relay = await createRelay({ urlOf: () => receiver.url, degraded, registry })
    const { startedAt } = await relay.start('id-1')
    relay.setStatus('id-1', passed)
    relay.final('id-1')
    // The most patient schedule: every attempt as soon as it is due.
    for (let attempt = 1; ; attempt += 1) {
      await receiver.next()
      let job: Awaited<ReturnType<typeof listJobs>>[number] | undefined
      await waitFor(async () => {
        ;[job] = await listJobs(relay.options)
        expect(job?.attempts).toBe(attempt)
      })
      if (job === undefined || job.state === 'dead') break
      relay.advance(job.at - relay.now())
    }
    expect(relay.now() - startedAt).toBeGreaterThan(50 * hour)
    expect(relay.now() - startedAt).toBeLessThan(72 * hour)
    expect(degraded).toHaveBeenCalledWith(
      expect.stringMatching(/^webhooks to 127\.0\.0\.1:\d+ have failed/),
    )
    expect(await registry.getSingleMetricAsString('faceid_webhook_attempts_total')).toContain(
      `{outcome="failed"} ${receiver.received.length}`,
    )
    relay.advance(startedAt + 72 * hour - relay.now())
    expect(await retryJob(relay.options, webhookId('id-1'))).toBe('result_no_longer_kept')
  })

  test('is named by its errno if nobody listens', async () => {
    const { url, close } = await createReceiver()
    await close()
    expect(await sendTestEvent(url, secret, Date.now)).toEqual({
      kind: 'failed',
      problem: 'ECONNREFUSED',
    })
  })
})

test('a start is refused if the store rejects its job', async () => {
  const { relay } = await deliveringTo(204)
  await relay.close()
  await expect(relay.start('id-1')).rejects.toThrow()
})

test('a job of a dropped secret is a dead letter', async () => {
  const { relay } = await deliveringTo(204)
  await relay.start('id-1')
  await relay.close()
  const other = await createRelay({ store: relay.options.store })
  other.advance(3 * minute)
  await expectJobs(other, { state: 'dead', attempts: 0 })
})

test('the event of `webhooks test` is signed as well', async () => {
  const receiver = await createReceiver()
  expect(await sendTestEvent(receiver.url, secret, Date.now)).toEqual({ kind: 'delivered' })
  const { headers, body } = await receiver.next()
  expect(new Webhook(secret).verify(body, headers)).toMatchObject({ type: 'webhook.test' })
})

test.each(['', 'whsec_', 'c2VjcmV0', `whsec_${Buffer.alloc(23).toString('base64')}`, `${secret},`])(
  'WEBHOOK_SECRET %j is refused and not quoted',
  async (wrong) => {
    const error = await createRelay({ secret: wrong }).catch((refused: unknown) => refused)
    expect(error).toBeInstanceOf(TypeError)
    expect(String(error)).toMatch(/part \d of WEBHOOK_SECRET/)
    if (wrong.length > 10) expect(String(error)).not.toContain(wrong)
  },
)

test.each(['', 'file:', '/var/lib', 'http://127.0.0.1', 'redis://'])(
  'WEBHOOK_STORE %j is refused',
  async (store) => {
    await expect(createRelay({ store })).rejects.toThrow(/WEBHOOK_STORE must be/)
  },
)

describe('nothing readable is stored', () => {
  const canaries = ['canary-id', 'canary-reference', 'ticket-canary-id', 'loan', 'token-canary']

  async function fill(store: string | undefined) {
    const receiver = await createReceiver(500)
    const relay = await createRelay({ urlOf: () => receiver.url, ...(store && { store }) })
    await relay.start('canary-id', 'canary-reference')
    await relay.start('canary-id-2', 'canary-reference')
    relay.setStatus('canary-id', passed)
    relay.final('canary-id')
    await receiver.next()
    await waitFor(async () => {
      expect((await listJobs(relay.options)).map(({ attempts }) => attempts).sort()).toEqual([0, 1])
    })
    return relay
  }

  function search(folder: string): string[] {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    const contents = files
      .filter((file) => file.isFile())
      .map((file) => readFileSync(join(file.parentPath, file.name)))
    expect(Buffer.concat(contents).includes('msg_')).toBe(true)
    return canaries.filter((canary) => contents.some((content) => content.includes(canary)))
  }

  test('in the LMDB files', async () => {
    const relay = await fill(undefined)
    await relay.close()
    expect(search(relay.folder)).toEqual([])
  })

  test('in the files of Redis', async () => {
    const redis = await startRedis()
    const relay = await fill(redis.url)
    await relay.close()
    expect(search(redis.folder)).toEqual([])
    await redis.close()
  })
})
