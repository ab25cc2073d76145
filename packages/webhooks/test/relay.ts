import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished, vi } from 'vitest'
import type { TrackedVerification, WebhooksOptions } from '../src/index.js'
import { createWebhooks } from '../src/index.js'

export const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
export const hour = 3_600_000

type Status = Awaited<ReturnType<WebhooksOptions<TrackedVerification>['read']>>

/** What the relay injects, with a clock and statuses that a test moves. */
export async function createRelay(overrides: Partial<WebhooksOptions<TrackedVerification>> = {}) {
  const key = randomUUID()
  const tickets = new Map<string, TrackedVerification>()
  const statuses = new Map<string, Status | Error>()
  let offset = 0
  let minted = 0
  const folder = mkdtempSync(join(tmpdir(), 'webhooks-'))
  const reads: { id: string; at: number }[] = []
  const warned: unknown[] = []
  const now = () => Date.now() + offset
  const options: WebhooksOptions<TrackedVerification> = {
    store: `file:${folder}`,
    secret,
    urlOf: () => undefined,
    openTicket: (ticket) => {
      const verification = tickets.get(ticket)
      return verification && now() < verification.startedAt + 72 * hour ? verification : undefined
    },
    read: async ({ id }) => {
      reads.push({ id, at: now() })
      const status = statuses.get(id) ?? { status: 'pending', final: false }
      if (status instanceof Error) throw status
      return status
    },
    mintResultToken: ({ id }, { status }) => {
      minted += 1
      return `token-${id}-${status}-${minted}`
    },
    // No cipher: unreadable without base64, and useless under another key or for another job.
    encrypt: (text, context) =>
      Buffer.from(JSON.stringify([key, context, text])).toString('base64url'),
    decrypt(data, context) {
      const [madeWith, of, text] = JSON.parse(Buffer.from(data, 'base64url').toString())
      return madeWith === key && of === context ? text : undefined
    },
    finalAfterMs: 2.25 * hour,
    retentionMs: 72 * hour,
    now,
    log: { info: () => undefined, warn: (...details) => void warned.push(details) },
    ...overrides,
  }
  const webhooks = await createWebhooks(options)
  let closed: Promise<void> | undefined
  const close = () => {
    closed ??= webhooks.close()
    return closed
  }
  onTestFinished(async () => {
    await close()
    rmSync(folder, { recursive: true })
  })
  return {
    ...webhooks,
    close,
    options,
    folder,
    reads,
    warned,
    now,
    advance: (ms: number) => {
      offset += ms
    },
    setStatus: (id: string, status: Status | Error) => void statuses.set(id, status),
    async start(id: string, reference = 'order-4711') {
      const verification = { id, scene: 'loan', reference, startedAt: now() }
      tickets.set(`ticket-${id}`, verification)
      await webhooks.track(verification, `ticket-${id}`)
      return verification
    },
    /** Waits until the status of this verification was read `times` times. */
    readTimes: (id: string, times: number) =>
      vi.waitFor(
        () => {
          const found = reads.filter((read) => read.id === id)
          if (found.length !== times) throw new Error(`${found.length} reads, not ${times}`)
        },
        { timeout: 120_000, interval: 20 },
      ),
  }
}
