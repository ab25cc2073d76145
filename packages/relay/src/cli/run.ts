// `faceid-relay`: listens, serves metrics on their own port, and drains on SIGTERM.
import closeWithGrace from 'close-with-grace'
import { createApp } from '../server/app.js'
import { serveMetrics } from '../server/metrics.js'
import type { RelayOptions } from '../server/options.js'
import type { EnvironmentVariables } from './env.js'
import { CommandError, isTextKey } from './messages.js'

export async function run(options: RelayOptions, environment: EnvironmentVariables): Promise<void> {
  const { drainSeconds, host, logLevel, metricsPort, port, trustProxy } = environment
  // Loaded only if METRICS_PORT is set.
  const client = metricsPort === undefined ? undefined : await import('prom-client')
  const metrics = client === undefined ? undefined : new client.Registry()
  const app = await createApp({
    ...options,
    drainFor: drainSeconds * 1_000,
    metrics,
    trustProxy,
    logger: { level: logLevel },
  })
  const delay = drainSeconds * 1_000 + 10_000
  const grace = closeWithGrace({ delay, logger: app.log }, async ({ signal }) => {
    app.log.info({ signal, seconds: drainSeconds }, 'draining')
    await app.close()
    app.log.info('stopped')
  })
  try {
    if (client !== undefined && metrics !== undefined && metricsPort !== undefined) {
      client.collectDefaultMetrics({ register: metrics })
      const server = await serveMetrics(metrics, host, metricsPort).catch((error: unknown) => {
        throw notListening(error, 'METRICS_PORT', metricsPort, host)
      })
      app.addHook('onClose', () => server.close())
      app.log.info(`metrics are at ${server.url}`)
    }
    await app.listen({
      port,
      host,
      // Called once for each address of this machine if HOST is 0.0.0.0.
      listenTextResolver: (address) => `the relay listens at ${address}`,
    })
  } catch (error) {
    // Otherwise the process would end with 0, and not while Redis or METRICS_PORT is open.
    grace.uninstall()
    await app.close()
    throw notListening(error, 'PORT', port, host)
  }
}

function notListening(error: unknown, name: string, port: number, host: string): unknown {
  const key = `listen.${Object(error).code}`
  return isTextKey(key) ? new CommandError([[key, { name, port, host }]]) : error
}
