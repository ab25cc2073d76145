// Serves the metrics on a port of their own, which the outside world is not to reach.
import { createServer } from 'node:http'
import type { Registry } from 'prom-client'

export interface MetricsServer {
  /** `http://<host>:<port>/metrics` */
  url: string
  close(): Promise<void>
}

export async function serveMetrics(
  registry: Registry,
  host: string,
  port: number,
): Promise<MetricsServer> {
  const server = createServer(async (request, response) => {
    if (request.url !== '/metrics') return void response.writeHead(404).end()
    response.setHeader('content-type', registry.contentType)
    response.end(await registry.metrics())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      // Named here: the relay's own port may be taken as well.
      const taken = `METRICS_PORT ${port} is taken. Set it to a free one, other than PORT.`
      reject(error.code === 'EADDRINUSE' ? new TypeError(`  - ${taken}`) : error)
    })
    server.listen(port, host, resolve)
  })
  const address = server.address()
  const bound = typeof address === 'object' && address !== null ? address.port : port
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}/metrics`,
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  }
}
