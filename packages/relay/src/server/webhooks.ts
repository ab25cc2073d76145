// Connects the optional package @faceid-h5/webhooks, which is loaded only if a scene has a webhookUrl.
import type { StartResponse } from '@faceid-h5/protocol'
import type { WebhooksOptions } from '@faceid-h5/webhooks'
import type { Configuration } from '../config/load.js'
import { finalizationGraceMs, hostedPageTtlMs, retentionMs } from '../lifetimes.js'
import { ProblemError } from '../problem.js'
import type { RouteContext } from '../routes/context.js'
import { decrypt, encrypt } from '../tokens/encryption.js'
import { mintResultToken } from '../tokens/result-token.js'
import { tickets, type Verification } from '../tokens/ticket.js'
import type { RelayOptions } from './options.js'

type Settings = Pick<RelayOptions, 'webhookSecret' | 'webhookStore'>

/** @returns a sentence for each half of a configuration. */
export function webhookFaults({ scenes }: Configuration, settings: Settings): string[] {
  const missing = [
    ...(settings.webhookSecret ? [] : ['WEBHOOK_SECRET']),
    ...(settings.webhookStore ? [] : ['WEBHOOK_STORE']),
  ]
  const configured = [...scenes.values()].some(({ webhookUrl }) => webhookUrl !== undefined)
  if (configured && missing.length > 0) return [`webhookUrl needs ${missing.join(' and ')}`]
  if (!configured && missing.length < 2) {
    return ['WEBHOOK_SECRET and WEBHOOK_STORE need a webhookUrl in the configuration']
  }
  return []
}

/** @throws {TypeError} if the package is not installed. */
export async function loadWebhooks(): Promise<typeof import('@faceid-h5/webhooks')> {
  try {
    return await import('@faceid-h5/webhooks')
  } catch (cause) {
    const text = 'webhookUrl needs the package @faceid-h5/webhooks: npm install @faceid-h5/webhooks'
    throw new TypeError(text, { cause })
  }
}

/** What the package and the command `webhooks` need to read jobs. */
export function webhookAccess({
  configuration,
  keys,
  sandbox,
  now,
}: Pick<RouteContext, 'configuration' | 'keys' | 'sandbox' | 'now'>) {
  return {
    urlOf: (scene: string) => configuration.scenes.get(scene)?.webhookUrl,
    openTicket(ticket: string) {
      const opened = tickets.decrypt(keys, ticket, now())
      return opened.ok && opened.value.sandbox === (sandbox !== undefined)
        ? opened.value
        : undefined
    },
    encrypt: (value: string, context: string) =>
      encrypt(keys, 'webhook', { value, expiresAt: now() + jobTtlMs }, context),
    decrypt(text: string, context: string) {
      const isString = (value: unknown) => typeof value === 'string'
      const opened = decrypt(isString, keys, 'webhook', text, now(), context)
      return opened.ok ? opened.value : undefined
    },
    now,
  }
}

/** Longer than a job and its dead letter are kept. */
const jobTtlMs = 2 * retentionMs + 7 * 24 * 3_600_000

/** @returns undefined if no scene has a webhookUrl. @throws {TypeError} naming what is wrong. */
export async function connectWebhooks(
  context: Omit<RouteContext, 'onStarted' | 'track'>,
  { webhookSecret, webhookStore, metrics }: RelayOptions,
  log: WebhooksOptions<Verification>['log'],
) {
  const { configuration, keys, reader, health, now } = context
  if (webhookSecret === undefined || webhookStore === undefined) return undefined
  const { createWebhooks } = await loadWebhooks()
  const webhooks = await createWebhooks<Verification>({
    ...webhookAccess(context),
    secret: webhookSecret,
    store: webhookStore,
    read: (verification) => reader.read(verification),
    mintResultToken: (verification, verdict) =>
      mintResultToken(keys, configuration.base, verification, verdict, now()),
    finalAfterMs: hostedPageTtlMs + finalizationGraceMs,
    retentionMs,
    log,
    registry: metrics,
    degraded: (sentence) =>
      sentence === undefined
        ? health.degraded.delete('webhooks')
        : health.degraded.set('webhooks', sentence),
  })
  return {
    ...webhooks,
    /** Stores the job of a start before it is answered. @throws {ProblemError} if the store refuses. */
    async track(scene: string, { id, ticket, openUntil }: StartResponse): Promise<void> {
      if (configuration.scenes.get(scene)?.webhookUrl === undefined) return
      const startedAt = openUntil - hostedPageTtlMs
      await webhooks.track({ id, startedAt }, ticket).catch((cause: unknown) => {
        const more = { cause, retryAfter: 5 }
        throw new ProblemError('webhooks_unavailable', 'The job cannot be stored', more)
      })
    },
  }
}
