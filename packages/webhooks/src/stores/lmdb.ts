import { existsSync, mkdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { open, type RootDatabase } from 'lmdb'
import { lockFolder } from './folder-lock.js'
import {
  afterHandlerErrorMs,
  closeMs,
  deadLetterTtlMs,
  type Handler,
  type JobRecord,
  type JobStore,
  type ListedJob,
  type Outcome,
  type StoreOptions,
} from './store.js'

// `retry` of another process is noticed after this time.
const pollMs = 500
const batchMs = 10

/** Jobs in an LMDB folder, for one relay. Opening a folder that another process uses is a `TypeError`. */
export async function openLmdbStore(folder: string, options: StoreOptions): Promise<JobStore> {
  const { now, warn, operator } = options
  const root = openFolder(folder, operator)
  const jobs = root.openDB<JobRecord, string>('jobs', {})
  const due = root.openDB<true, [at: number, id: string]>('due', {})
  const dead = root.openDB<{ data: string; at: number }, string>('dead', {})
  const unlock = operator !== undefined ? undefined : await lockFolder(root, folder)

  /** The running jobs; the earlier due time if one was hastened meanwhile. */
  const running = new Map<string, { hastenedTo?: number; finished: Promise<void> }>()
  let handler: Handler | undefined
  let limit = 0
  let timer: NodeJS.Timeout | undefined
  let closed = false

  const pending: { change: () => void; reject: (error: unknown) => void; resolve: () => void }[] =
    []

  /** Resolves once the change is on the disk. The changes of 10 ms are one transaction, which blocks for one sync. */
  function write<T>(change: () => T): Promise<T> {
    // Not lmdb's asynchronous transactions: if the disk is full, their rejections cannot all be handled.
    return new Promise((resolve, reject) => {
      let result: T
      pending.push({
        change: () => {
          result = change()
        },
        resolve: () => resolve(result),
        reject,
      })
      if (pending.length === 1) setTimeout(commit, batchMs)
    })
  }

  function commit(): void {
    const batch = pending.splice(0)
    if (batch.length === 0) return
    try {
      root.transactionSync(() => {
        for (const { change } of batch) change()
      })
      for (const { resolve } of batch) resolve()
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
  }

  /** Only within `write`. */
  function put(id: string, job: JobRecord): void {
    remove(id)
    jobs.putSync(id, job)
    due.putSync([job.at, id], true)
  }

  function remove(id: string): void {
    const old = jobs.get(id)
    if (old !== undefined) due.removeSync([old.at, id])
    jobs.removeSync(id)
  }

  function pump(): void {
    clearTimeout(timer)
    if (closed || handler === undefined) return
    const time = now()
    let next = time + pollMs
    for (const { key } of due.getRange({ limit: limit + running.size })) {
      const [at, id] = key
      if (at > time) {
        next = Math.min(next, at)
        break
      }
      if (running.size >= limit) break
      if (!running.has(id)) start(id, handler)
    }
    timer = setTimeout(pump, Math.max(1, next - time))
  }

  function start(id: string, handle: Handler): void {
    const job = jobs.get(id)
    if (job === undefined) return
    const entry = { finished: Promise.resolve() }
    running.set(id, entry)
    entry.finished = handle({ id, data: job.data })
      .catch((error: unknown): Outcome => {
        warn({ err: error, webhook: id }, 'webhook job failed')
        return { ...job, kind: 'again', at: now() + afterHandlerErrorMs }
      })
      .then((outcome) => finish(id, outcome))
      // The job is still stored and runs again.
      .catch((error: unknown) => warn({ err: error, webhook: id }, 'webhook store failed'))
      .finally(() => {
        running.delete(id)
        pump()
      })
  }

  async function finish(id: string, outcome: Outcome): Promise<void> {
    await write(() => {
      if (outcome.kind === 'again') {
        const { data, phase } = outcome
        const hastened = phase === 'tracking' ? running.get(id)?.hastenedTo : undefined
        put(id, { data, phase, at: Math.min(outcome.at, hastened ?? outcome.at) })
        return
      }
      remove(id)
      if (outcome.kind === 'dead') dead.putSync(id, { data: outcome.data, at: now() })
    })
  }

  const removeOldDeadLetters = setInterval(() => {
    for (const { key, value } of dead.getRange()) {
      if (value.at + deadLetterTtlMs <= now())
        void write(() => dead.removeSync(key)).catch(() => undefined)
    }
  }, 60_000)
  removeOldDeadLetters.unref()

  return {
    async add(id, data, at) {
      await write(() => {
        if (jobs.get(id) === undefined) put(id, { data, at, phase: 'tracking' })
      })
    },
    async hasten(id, at) {
      const active = running.get(id)
      if (active !== undefined) active.hastenedTo = at
      else {
        await write(() => {
          const job = jobs.get(id)
          if (job?.phase === 'tracking' && at < job.at) put(id, { ...job, at })
        })
        pump()
      }
    },
    run(handle, concurrency) {
      handler = handle
      limit = concurrency
      pump()
    },
    async counts() {
      return { waiting: entriesOf(jobs.getStats()), dead: entriesOf(dead.getStats()) }
    },
    async list(most) {
      const listed: ListedJob[] = []
      for (const { key: id, value } of dead.getRange({ limit: most })) {
        listed.push({ id, state: 'dead', ...value })
      }
      for (const { key } of due.getRange({ limit: most - listed.length })) {
        const job = jobs.get(key[1])
        if (job !== undefined)
          listed.push({ id: key[1], data: job.data, state: job.phase, at: job.at })
      }
      return listed
    },
    async deadLetter(id) {
      return dead.get(id)?.data
    },
    async retry(id, data) {
      return write(() => {
        if (dead.get(id) === undefined) return false
        dead.removeSync(id)
        put(id, { data, at: now(), phase: 'delivering' })
        return true
      })
    },
    async close() {
      closed = true
      clearTimeout(timer)
      clearInterval(removeOldDeadLetters)
      const finished = Promise.all([...running.values()].map((entry) => entry.finished))
      await Promise.race([finished, sleep(closeMs, undefined, { ref: false })])
      commit()
      unlock?.()
      await root.close()
    },
  }
}

function openFolder(folder: string, operator: StoreOptions['operator']): RootDatabase {
  if (operator !== undefined && !existsSync(folder)) {
    throw new TypeError(`WEBHOOK_STORE: there is no folder ${folder}`)
  }
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    // A write returns after it was synced to the disk.
    return open({
      path: folder,
      overlappingSync: false,
      noSubdir: false,
      maxDbs: 4,
      readOnly: operator === 'list',
    })
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new TypeError(`WEBHOOK_STORE: the folder ${folder} cannot be opened: ${reason}`, {
      cause,
    })
  }
}

function entriesOf(stats: object): number {
  return 'entryCount' in stats && typeof stats.entryCount === 'number' ? stats.entryCount : 0
}
