// A crowd of pages that poll a server at its own pace: what it costs in memory, and what reaches the upstream.
import { openConnection } from '../load/connection.js'
import { type Polling, runPollers } from '../load/pollers.js'
import { residentOf } from '../process-usage.js'
import type { SandboxServer } from '../servers/sandbox.js'
import type { Server } from '../servers/server.js'
import { percentile } from '../statistics.js'

export interface Crowd {
  /** Bytes, at the end of the time. */
  resident: number
  pollsPerSecond: number
  p99: number
  readsPerSecond: number
  /** Milliseconds between two reads of one verification at the least. */
  smallestGap: number
}

export interface CrowdSize {
  pollers: number
  /** Each is polled by as many pages. */
  verifications: number
  /** Milliseconds. */
  duration: number
}

export async function measureCrowd(
  server: Server,
  sandbox: SandboxServer,
  { pollers, verifications, duration }: CrowdSize,
): Promise<Crowd> {
  const connection = openConnection(server.port)
  const reads: string[] = []
  for (let count = 0; count < verifications; count += 1) {
    const { body } = await connection.ask(server.start)
    reads.push(server.read(JSON.parse(body)))
  }
  connection.close()
  await sandbox.forget()
  let resident = 0
  const leadIn = 2_000
  const polling: Polling = await runPollers({
    ports: [server.port],
    connections: pollers,
    requests: Array.from({ length: pollers }, (_, number) => String(reads[number % reads.length])),
    leadIn,
    duration,
    pace: server.pace,
    onEnd: () => {
      resident = residentOf(server.pid)
    },
  })
  const traffic = await sandbox.traffic()
  return {
    resident,
    pollsPerSecond: polling.polls / polling.seconds,
    p99: percentile(polling.latencies, 0.99),
    readsPerSecond: traffic.reads / ((leadIn + duration) / 1_000),
    smallestGap: traffic.smallestGap,
  }
}
