// Metrics for Prometheus, by scene, mode, status, reason and code, never by person or id; served on their own port.
import Fastify from 'fastify'
import type { Registry } from 'prom-client'
import type { UpstreamCall } from '../tencent/client.js'
import type { Verdict } from '../verification/verdict.js'

export type Metrics = Awaited<ReturnType<typeof createMetrics>>

export async function createMetrics(registry: Registry) {
  // Loaded only if metrics are used.
  const { Counter, Gauge, Histogram } = await import('prom-client')
  const registers = [registry]
  const starts = new Counter({
    name: 'faceid_starts_total',
    help: 'Verifications started',
    labelNames: ['scene', 'mode', 'started_by'],
    registers,
  })
  const verdicts = new Counter({
    name: 'faceid_verdicts_total',
    help: 'Verdicts that this relay learned, each change of a verification once',
    labelNames: ['status', 'final', 'reason'],
    registers,
  })
  const upstream = new Histogram({
    name: 'faceid_upstream_seconds',
    help: 'Calls to Tencent Cloud, by action and the code of the answer',
    labelNames: ['action', 'code'],
    buckets: [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 8, 30],
    registers,
  })
  const breakers = new Gauge({
    name: 'faceid_breaker_open',
    help: '1 while calls of this kind are not tried, because ten in a row have failed',
    labelNames: ['policy'],
    registers,
  })
  const redis = new Gauge({
    name: 'faceid_redis_up',
    help: '0 while the Redis of REDIS_URL does not answer and limits and cache are per relay, otherwise 1',
    registers,
  })
  redis.set(1)
  const requests = new Histogram({
    name: 'faceid_request_seconds',
    help: 'Requests to the relay, by route and status',
    labelNames: ['route', 'status'],
    buckets: [0.005, 0.025, 0.1, 0.5, 2.5, 10],
    registers,
  })
  return {
    started: (scene: string, mode: string, startedBy: string) =>
      starts.inc({ scene, mode, started_by: startedBy }),
    /** A verdict that is new to this relay. */
    judged: ({ status, final, reason = 'none' }: Omit<Verdict, 'reason'> & { reason?: string }) =>
      verdicts.inc({ status, final: String(final), reason }),
    called: ({ action, code, milliseconds }: UpstreamCall) =>
      upstream.observe({ action, code }, milliseconds / 1_000),
    breaker: (policy: string, state: 'open' | 'closed') =>
      breakers.set({ policy }, state === 'open' ? 1 : 0),
    redis: (connected: boolean) => redis.set(connected ? 1 : 0),
    answered: (route: string, status: number, milliseconds: number) =>
      requests.observe({ route, status: String(status) }, milliseconds / 1_000),
  }
}

export async function serveMetrics(registry: Registry, host: string, port: number) {
  const server = Fastify()
  server.setErrorHandler((_error, _request, reply) => void reply.code(500).send())
  server.get('/metrics', async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  )
  const origin = await server.listen({ host, port })
  return { url: `${origin}/metrics`, close: () => server.close() }
}
