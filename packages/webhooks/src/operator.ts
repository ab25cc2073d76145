import { randomUUID } from 'node:crypto'
import { type Delivery, deliver } from './delivery.js'
import { type Job, parseJob } from './job.js'
import { parseSecrets } from './signature.js'
import { openStore } from './stores/open-store.js'
import type { TrackedVerification, WebhooksOptions } from './webhooks.js'

type OperatorOptions<V extends TrackedVerification> = Pick<
  WebhooksOptions<V>,
  'store' | 'openTicket' | 'encrypt' | 'decrypt' | 'now'
>

/** A job as `faceid-relay webhooks list` shows it. */
export interface JobSummary {
  webhookId: string
  state: 'tracking' | 'delivering' | 'dead'
  /** Milliseconds since 1970: the next check or attempt; for a dead letter, when delivery ended. */
  at: number
  attempts: number
  /** Absent if the job cannot be decrypted, or its result is no longer kept. */
  verification?: Pick<TrackedVerification, 'id' | 'scene' | 'reference'>
  status?: string
  /** Why the last read or attempt failed: a code. */
  problem?: string
}

export type RetryOutcome = 'retried' | 'not_found' | 'result_no_longer_kept'

/** The jobs of a store beside a running relay: dead letters first, at most `limit`. */
export async function listJobs<V extends TrackedVerification>(
  options: OperatorOptions<V>,
  limit = 100,
): Promise<JobSummary[]> {
  const { store, now } = options
  const opened = await openStore(store, { now, warn: () => undefined, operator: 'list' })
  try {
    return (await opened.list(limit)).map(({ id, data, state, at }) => {
      const job = parseJob(options.decrypt(data, id))
      const verification = job && options.openTicket(job.ticket)
      return {
        webhookId: id,
        state,
        at,
        attempts: job?.attempts ?? 0,
        ...(verification && {
          verification: {
            id: verification.id,
            scene: verification.scene,
            reference: verification.reference,
          },
        }),
        ...(job?.verdict && { status: job.verdict.status }),
        ...(job?.problem !== undefined && { problem: job.problem }),
      }
    })
  } finally {
    await opened.close()
  }
}

/** Makes a dead letter due at once, with all its attempts. @param id its `webhook-id`. */
export async function retryJob<V extends TrackedVerification>(
  options: OperatorOptions<V>,
  id: string,
): Promise<RetryOutcome> {
  const { store, now } = options
  const opened = await openStore(store, { now, warn: () => undefined, operator: 'retry' })
  try {
    const data = await opened.deadLetter(id)
    if (data === undefined) return 'not_found'
    const job = parseJob(options.decrypt(data, id))
    if (job === undefined || options.openTicket(job.ticket) === undefined) {
      return 'result_no_longer_kept'
    }
    const { problem: _, ...rest } = job
    const fresh: Job = { ...rest, attempts: 0, readErrors: 0 }
    const retried = await opened.retry(id, options.encrypt(JSON.stringify(fresh), id))
    return retried ? 'retried' : 'not_found'
  } finally {
    await opened.close()
  }
}

/** Sends one signed event of type `webhook.test`. */
export function sendTestEvent(url: string, secret: string, now: () => number): Promise<Delivery> {
  const body = JSON.stringify({
    type: 'webhook.test',
    timestamp: new Date(now()).toISOString(),
    data: {},
  })
  const message = { id: `msg_test_${randomUUID()}`, url, body }
  return deliver(message, {
    secrets: parseSecrets(secret),
    now,
    stopping: new AbortController().signal,
  })
}
