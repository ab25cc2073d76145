import type { Registry } from 'prom-client'
import type { Delivery } from './delivery.js'

export interface WebhookMetrics {
  checked(outcome: 'pending' | 'final' | 'error'): void
  delivered(delivery: Delivery, sinceFinalMs: number): void
  jobs(counts: { waiting: number; dead: number }): void
}

export async function createWebhookMetrics(
  registry: Registry | undefined,
): Promise<WebhookMetrics> {
  if (registry === undefined) {
    return { checked() {}, delivered() {}, jobs() {} }
  }
  const { Counter, Gauge, Histogram } = await import('prom-client')
  const registers = [registry]
  const checks = new Counter({
    name: 'faceid_webhook_checks_total',
    help: 'Status reads of tracked verifications, by outcome: pending, final or error',
    labelNames: ['outcome'],
    registers,
  })
  const attempts = new Counter({
    name: 'faceid_webhook_attempts_total',
    help: 'Webhook attempts, by outcome: delivered, gone (410) or failed',
    labelNames: ['outcome'],
    registers,
  })
  const seconds = new Histogram({
    name: 'faceid_webhook_delivered_seconds',
    help: 'Time from the final status to the delivery',
    buckets: [1, 5, 30, 300, 1_800, 7_200, 43_200, 259_200],
    registers,
  })
  const jobs = new Gauge({
    name: 'faceid_webhook_jobs',
    help: 'Jobs in the webhook store, by state: waiting or dead',
    labelNames: ['state'],
    registers,
  })
  return {
    checked: (outcome) => checks.inc({ outcome }),
    delivered({ kind }, sinceFinalMs) {
      attempts.inc({ outcome: kind })
      if (kind === 'delivered') seconds.observe(sinceFinalMs / 1_000)
    },
    jobs({ waiting, dead }) {
      jobs.set({ state: 'waiting' }, waiting)
      jobs.set({ state: 'dead' }, dead)
    },
  }
}
