import { setTimeout as sleep } from 'node:timers/promises'
import { DelayedError, type Job, Queue, UnrecoverableError, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import {
  afterHandlerErrorMs,
  closeMs,
  deadLetterTtlMs,
  type JobRecord,
  type JobStore,
  type ListedJob,
  type Outcome,
  type StoreOptions,
} from './store.js'

const queueName = 'webhooks'
// A hash tag, so that all keys are in one slot of a Redis cluster.
const prefix = '{faceid-h5}'
const connectMs = 10_000
const commandMs = 2_000

/** Jobs in Redis or Valkey by BullMQ, for one or many relays. A Redis that may evict jobs is a `TypeError`. */
export async function openBullmqStore(url: string, options: StoreOptions): Promise<JobStore> {
  const { now, warn, operator } = options
  if (operator === undefined) await checkRedis(url, warn)
  const onError = (error: Error) => warn({ err: error }, 'webhook store: Redis')
  // A command fails after 2 s, so that a start is answered; a worker waits as long as Redis is down.
  const queue = new Queue<JobRecord, void, string>(queueName, {
    connection: {
      url,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 1,
      commandTimeout: commandMs,
    },
    prefix,
    streams: { events: { maxLen: 100 } },
  })
  queue.on('error', onError)
  await queue.waitUntilReady()
  let worker: Worker<JobRecord, void, string> | undefined

  async function hasten(id: string, at: number, isRepeated = false): Promise<void> {
    const job = await queue.getJob(id)
    if (job?.data.phase !== 'tracking') return
    if (job.data.at > at && (await job.isDelayed())) {
      await job.changeDelay(Math.max(0, at - now())).catch(() => undefined)
    } else if (!isRepeated && (await job.isActive())) {
      // Its handler may have read the status before this hint.
      await sleep(commandMs, undefined, { ref: false })
      await hasten(id, at, true)
    }
  }

  return {
    async add(id, data, at) {
      await queue.add(
        'job',
        { data, at, phase: 'tracking' },
        {
          jobId: id,
          delay: Math.max(0, at - now()),
          removeOnComplete: true,
          removeOnFail: { age: deadLetterTtlMs / 1_000 },
        },
      )
    },
    hasten,
    run(handler, concurrency) {
      worker = new Worker<JobRecord, void, string>(
        queueName,
        async (job, token) => {
          const outcome = await handler({ id: String(job.id), data: job.data.data }).catch(
            (error: unknown): Outcome => {
              warn({ err: error, webhook: job.id }, 'webhook job failed')
              return { ...job.data, kind: 'again', at: now() + afterHandlerErrorMs }
            },
          )
          if (outcome.kind === 'done') return
          if (outcome.kind === 'dead') {
            await job.updateData({ ...job.data, data: outcome.data, at: now() })
            throw new UnrecoverableError('dead letter')
          }
          const { data, at, phase } = outcome
          await job.updateData({ data, at, phase })
          await job.moveToDelayed(at, token)
          throw new DelayedError()
        },
        {
          connection: { url, maxRetriesPerRequest: null },
          prefix,
          concurrency,
          // A job whose relay was killed is run again, however often that happens.
          maxStalledCount: Number.MAX_SAFE_INTEGER,
          lockDuration: 15_000,
          stalledInterval: 10_000,
        },
      )
      worker.on('error', onError)
    },
    async counts() {
      const counts = await queue.getJobCounts('delayed', 'waiting', 'active', 'failed')
      const { delayed = 0, waiting = 0, active = 0, failed = 0 } = counts
      return { waiting: delayed + waiting + active, dead: failed }
    },
    async list(most) {
      const dead = await queue.getJobs(['failed'], 0, most - 1)
      const rest = await queue.getJobs(['delayed', 'waiting', 'active'], 0, most - 1)
      const listed =
        (state?: 'dead') =>
        (job: Job<JobRecord>): ListedJob => {
          const { data, at, phase } = job.data
          return { id: String(job.id), data, at, state: state ?? phase }
        }
      return [...dead.map(listed('dead')), ...rest.map(listed())].slice(0, most)
    },
    async deadLetter(id) {
      const job = await queue.getJob(id)
      return job !== undefined && (await job.isFailed()) ? job.data.data : undefined
    },
    async retry(id, data) {
      const job = await queue.getJob(id)
      if (job === undefined || !(await job.isFailed())) return false
      await job.updateData({ data, at: now(), phase: 'delivering' })
      await job.retry('failed')
      return true
    },
    async close() {
      // With Redis down neither ends in order, and `disconnect` waits for an event that never comes.
      // The job of a broken lock is run again.
      const late = sleep(closeMs, 'late', { ref: false })
      if ((await Promise.race([worker?.close(), late])) === 'late') {
        worker?.disconnect().catch(() => undefined)
      }
      await queue.close().catch(() => void queue.disconnect().catch(() => undefined))
    },
  }
}

async function checkRedis(url: string, warn: StoreOptions['warn']): Promise<void> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: connectMs,
    // One that hangs accepts the connection all the same.
    commandTimeout: connectMs,
    retryStrategy: () => null,
  })
  redis.on('error', () => undefined)
  try {
    await redis.connect().catch((cause: unknown) => {
      throw new TypeError('WEBHOOK_STORE: the Redis cannot be reached', { cause })
    })
    const memory = await redis.info('memory')
    const policy = /maxmemory_policy:(\S+)/.exec(memory)?.[1] ?? 'unknown'
    if (policy !== 'noeviction') {
      throw new TypeError(
        `WEBHOOK_STORE: the Redis has maxmemory-policy ${policy} and may drop jobs; set it to noeviction`,
      )
    }
    if (!/aof_enabled:1/.test(await redis.info('persistence'))) {
      warn({}, 'WEBHOOK_STORE: the Redis has no AOF (appendonly yes) and loses jobs at a restart')
    }
  } finally {
    redis.disconnect()
  }
}
