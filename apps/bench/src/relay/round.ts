// One round of one server: it starts verifications, reads each afresh, is asked again and again before and after a
// failed attempt, and reads those that have passed.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Answer } from '../load/connection.js'
import { during, each, type Hammering, hammer } from '../load/hammer.js'
import { cpuOf } from '../process-usage.js'
import type { SandboxServer } from '../servers/sandbox.js'
import type { Server } from '../servers/server.js'
import { percentile } from '../statistics.js'

export interface Figures {
  perSecond: number
  /** Milliseconds of processor time for each request. */
  cpu: number
  /** Milliseconds. */
  p50: number
  p99: number
  /** Bytes from upstream for each request. */
  bytes: number
}

export const phases = ['start', 'pending', 'known', 'failing', 'passed'] as const

export type Phase = (typeof phases)[number]

export interface Size {
  /** Verifications in a round. */
  starts: number
  /** Of these, how many are read once they have passed. */
  passes: number
  /** Milliseconds for which the same results are asked again and again. */
  askedFor: number
}

const connections = 40
/** Verifications whose results are asked again and again. */
const popular = 20
/** Known results are fresh for a second and a little more. */
const untilStale = 1_300

export async function runRound(
  server: Server,
  sandbox: SandboxServer,
  { starts, passes, askedFor }: Size,
): Promise<Record<Phase, Figures>> {
  const started: Answer[] = []
  const start = await measured(async () => {
    const requests = Array.from({ length: starts }, () => server.start)
    const run = await load(each(requests), true)
    started.push(...run.answers)
    return run
  })
  const reads = started.map(({ body }) => server.read(JSON.parse(body)))
  const pending = await measured(() => load(each(reads)))
  const again = () => load(during(askedFor, reads.slice(0, popular)))
  const known = await measured(again)
  // Not live: the user may try again, and the page goes on asking.
  await sandbox.finish({ face: 1004 })
  await sleep(untilStale)
  const failing = await measured(again)
  await sandbox.finish({})
  const passed = await measured(() => load(each(reads.slice(-passes))))
  return { start, pending, known, failing, passed }

  function load(next: () => string | undefined, keep = false): Promise<Hammering> {
    return hammer({ port: server.port, connections, next, keep })
  }

  async function measured(run: () => Promise<Hammering>): Promise<Figures> {
    const before = { cpu: cpuOf(server.pid), ...(await sandbox.traffic()) }
    const { latencies, seconds } = await run()
    const after = { cpu: cpuOf(server.pid), ...(await sandbox.traffic()) }
    return {
      perSecond: latencies.length / seconds,
      cpu: (after.cpu - before.cpu) / latencies.length,
      p50: percentile(latencies, 0.5),
      p99: percentile(latencies, 0.99),
      bytes: (after.bytes - before.bytes) / latencies.length,
    }
  }
}
