import type { Registry } from 'prom-client'
import { type Delivery, delayAfter, deliver } from './delivery.js'
import { type Job, parseJob, type Verdict } from './job.js'
import { createWebhookMetrics, type WebhookMetrics } from './metrics.js'
import { delayAfterReadError, firstCheckMs, nextCheckAt, returnDelayMs } from './schedule.js'
import { parseSecrets, webhookId } from './signature.js'
import { openStore } from './stores/open-store.js'
import type { JobStore, Outcome, StoredJob } from './stores/store.js'

/** The part of a verification that this package uses. */
export interface TrackedVerification {
  id: string
  scene: string
  reference: string
  /** Milliseconds since 1970. */
  startedAt: number
}

/** What the relay provides: this package depends on it through these functions only. */
export interface WebhooksOptions<V extends TrackedVerification> {
  /** WEBHOOK_STORE: `file:<folder>` or `redis://…`. */
  store: string
  /** WEBHOOK_SECRET: `whsec_…`, several separated by commas. */
  secret: string
  /** The `webhookUrl` of a scene; undefined: it has none (any more). */
  urlOf: (scene: string) => string | undefined
  /** Decrypts a ticket; undefined once the result is no longer kept, or after the key was dropped. */
  openTicket: (ticket: string) => V | undefined
  /** The status reader of the relay, with its cache and budget. */
  read: (verification: V) => Promise<{ status: string; final: boolean; reason?: Verdict['reason'] }>
  mintResultToken: (verification: V, verdict: Verdict) => string
  /** Under keys for the purpose `webhook`. `context` is authenticated: data of one job does not decrypt as another's. */
  encrypt: (text: string, context: string) => string
  decrypt: (text: string, context: string) => string | undefined
  /** How long after its start the clock makes a verification final, in milliseconds. */
  finalAfterMs: number
  /** How long results are kept after the start, in milliseconds: the end of all attempts. */
  retentionMs: number
  /** Milliseconds since 1970. */
  now: () => number
  log: Record<'info' | 'warn', (details: object, message: string) => void>
  /** Where the metrics are registered. Without one nothing is counted. */
  registry?: Registry | undefined
  /** Reports to `/readyz`; undefined: deliveries succeed again. */
  degraded?: (sentence: string | undefined) => void
  /** Jobs run at the same time. Default: 50. */
  concurrency?: number
}

export interface Webhooks<V extends TrackedVerification> {
  /** Resolves once the job is stored. Rejects if the store refuses: answer the start with 503. */
  track(verification: Pick<V, 'id' | 'startedAt'>, ticket: string): Promise<void>
  /** The browser returned: checks in 2 s. Never rejects. */
  returned(id: string): void
  /** A read found a final status: delivers at once. Never rejects. */
  final(id: string): void
  /** Takes no more jobs, aborts deliveries (they are repeated after the restart), closes the store. */
  close(): Promise<void>
}

/** How long deliveries to one address must have failed until `/readyz` is degraded. */
const degradedAfterMs = 3_600_000
/** A second hint for the same verification within this time is dropped. */
const hintIntervalMs = 5_000

/** @throws {TypeError} that says what is wrong with WEBHOOK_SECRET, WEBHOOK_STORE or the store itself. */
export async function createWebhooks<V extends TrackedVerification>(
  options: WebhooksOptions<V>,
): Promise<Webhooks<V>> {
  const { now, log, concurrency = 50 } = options
  const secrets = parseSecrets(options.secret)
  const metrics = await createWebhookMetrics(options.registry)
  const store = await openStore(options.store, { now, warn: log.warn.bind(log) })
  const stopping = new AbortController()
  /** Since when deliveries to an address fail. */
  const failingSince = new Map<string, number>()
  const hints = createHints(store, options)

  store.run(
    createHandler(options, { ...metrics, delivered }, secrets, stopping.signal),
    concurrency,
  )
  const watch = setInterval(() => void watchStore(), 15_000)
  watch.unref()
  void watchStore()

  function delivered(url: string, delivery: Delivery, sinceFinalMs: number): void {
    if (delivery.kind === 'aborted') return
    if (delivery.kind === 'delivered') failingSince.delete(url)
    else if (!failingSince.has(url)) failingSince.set(url, now())
    metrics.delivered(delivery, sinceFinalMs)
    reportHealth()
  }

  function reportHealth(): void {
    const failing = [...failingSince].filter(([, since]) => now() - since >= degradedAfterMs)
    const hosts = failing.map(([url]) => new URL(url).host)
    options.degraded?.(
      hosts.length === 0 ? undefined : `webhooks to ${hosts} have failed for an hour`,
    )
  }

  async function watchStore(): Promise<void> {
    reportHealth()
    await store.counts().then(metrics.jobs, () => undefined)
  }

  return {
    async track({ id, startedAt }, ticket) {
      const key = webhookId(id)
      const checkAt = startedAt + firstCheckMs
      const job: Job = { ticket, checkAt, readErrors: 0, attempts: 0 }
      await store.add(key, options.encrypt(JSON.stringify(job), key), checkAt)
    },
    returned: (id) => hints(id, returnDelayMs),
    final: (id) => hints(id, 0),
    async close() {
      clearInterval(watch)
      stopping.abort()
      await store.close()
    },
  }
}

/** Passes hints on to the store; a page that polls or returns in a loop reaches it once in 5 s. */
function createHints(store: JobStore, { now, log }: Pick<WebhooksOptions<never>, 'now' | 'log'>) {
  const recent = new Map<string, number>()
  return (id: string, delayMs: number): void => {
    const time = now()
    for (const [key, at] of recent) {
      if (time - at < hintIntervalMs && time >= at) break
      recent.delete(key)
    }
    const key = `${id} ${delayMs}`
    if (recent.has(key)) return
    recent.set(key, time)
    // A lost hint delays the outcome until the next scheduled check.
    store
      .hasten(webhookId(id), time + delayMs)
      .catch((error: unknown) => log.warn({ err: error }, 'webhook store failed'))
  }
}

interface Counters extends Pick<WebhookMetrics, 'checked'> {
  delivered(url: string, delivery: Delivery, sinceFinalMs: number): void
}

/** One run of a job: reads the status until it is final, then sends the event. */
function createHandler<V extends TrackedVerification>(
  options: WebhooksOptions<V>,
  metrics: Counters,
  secrets: Buffer[],
  stopping: AbortSignal,
) {
  const { now, log } = options

  return async ({ id, data }: StoredJob): Promise<Outcome> => {
    const job = parseJob(options.decrypt(data, id))
    if (job === undefined) return deadLetter('not_decryptable')
    const verification = options.openTicket(job.ticket)
    if (verification === undefined) return deadLetter('result_no_longer_kept', job)
    if (job.verdict === undefined) {
      const again = await check(job, verification)
      if (again !== undefined) return again
    }
    return job.verdict === undefined ? deadLetter('no_verdict', job) : attempt(job, verification)

    async function check(job: Job, verification: V): Promise<Outcome | undefined> {
      const { startedAt } = verification
      if (now() < job.checkAt - 1_000) job.hintedAt = now()
      try {
        const { status, final, reason } = await options.read(verification)
        job.readErrors = 0
        if (final && (status === 'passed' || status === 'failed' || status === 'expired')) {
          metrics.checked('final')
          job.verdict = { status, ...(reason !== undefined && { reason }), at: now() }
          return undefined
        }
        metrics.checked('pending')
        const finalAt = startedAt + options.finalAfterMs
        job.checkAt = nextCheckAt({ startedAt, finalAt, hintedAt: job.hintedAt }, now())
      } catch {
        // The status reader logs why.
        metrics.checked('error')
        job.readErrors += 1
        job.problem = 'status_unavailable'
        job.checkAt = now() + delayAfterReadError(job.readErrors)
      }
      return again(job.checkAt, 'tracking')
    }

    async function attempt(job: Job, verification: V): Promise<Outcome> {
      const { verdict } = job
      const url = options.urlOf(verification.scene)
      if (verdict === undefined || url === undefined) return deadLetter('no_webhook_url', job)
      const token = options.mintResultToken(verification, verdict)
      const body = JSON.stringify(eventOf(verification, verdict, token))
      const delivery = await deliver({ id, url, body }, { secrets, now, stopping })
      metrics.delivered(url, delivery, now() - verdict.at)
      const details = { webhook: id, verification: verification.id, attempt: job.attempts + 1 }
      if (delivery.kind === 'aborted') return again(now(), 'delivering')
      if (delivery.kind === 'delivered') {
        log.info(details, 'webhook delivered')
        return { kind: 'done' }
      }
      job.attempts += 1
      job.problem = delivery.kind === 'gone' ? 'http_410' : delivery.problem
      log.warn({ ...details, problem: job.problem }, 'webhook not delivered')
      if (delivery.kind === 'gone') return deadLetter('http_410', job)
      const next = now() + delayAfter(job.attempts, delivery.retryAfterMs)
      if (next >= verification.startedAt + options.retentionMs) return deadLetter(job.problem, job)
      return again(next, 'delivering')
    }

    function again(at: number, phase: 'tracking' | 'delivering'): Outcome {
      return { kind: 'again', at, phase, data: options.encrypt(JSON.stringify(job), id) }
    }

    function deadLetter(problem: string, job?: Job): Outcome {
      log.warn({ webhook: id, problem }, 'webhook is a dead letter')
      if (job === undefined) return { kind: 'dead', data }
      return { kind: 'dead', data: options.encrypt(JSON.stringify({ ...job, problem }), id) }
    }
  }
}

/** The body of Standard Webhooks: no name, no ID number. */
function eventOf(
  { id, scene, reference }: TrackedVerification,
  { status, reason, at }: Verdict & { at: number },
  resultToken: string,
) {
  return {
    type: `verification.${status}`,
    timestamp: new Date(at).toISOString(),
    data: { id, scene, reference, status, ...(reason !== undefined && { reason }), resultToken },
  }
}
