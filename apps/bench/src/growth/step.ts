// One step: so many open verifications, started just now, each polled by its page at the pace that the relay asks for.
import { each, hammer } from '../load/hammer.js'
import { runPollers } from '../load/pollers.js'
import { cpuOf, residentOf } from '../process-usage.js'
import type { SandboxServer } from '../servers/sandbox.js'
import type { Server } from '../servers/server.js'
import { percentile } from '../statistics.js'

export interface Step {
  open: number
  pollsPerSecond: number
  readsPerSecond: number
  /** Part of the polls that were answered 503: nothing known yet, and the budget spent. */
  busy: number
  /** Of all relays together, in cores. */
  cores: number
  /** Of the largest relay, in bytes. */
  resident: number
  p50: number
  p99: number
}

export interface StepSize {
  /** Milliseconds before the measured time, and of it. */
  leadIn: number
  duration: number
}

/** As a proxy in front holds them open to each relay. */
const connections = 250

export async function measureStep(
  relays: readonly Server[],
  sandbox: SandboxServer,
  open: number,
  { leadIn, duration }: StepSize,
): Promise<Step> {
  const requests = await startAll(relays, open)
  const cpu = () => relays.reduce((sum, { pid }) => sum + cpuOf(pid), 0)
  let before = 0
  let after = 0
  let resident = 0
  const polling = await runPollers({
    ports: relays.map(({ port }) => port),
    connections: Math.min(connections, open),
    requests,
    leadIn,
    duration,
    pace: (answer) => relays[0]?.pace(answer) ?? 1_000,
    onMeasured: () => {
      before = cpu()
      void sandbox.forget()
    },
    onEnd: () => {
      after = cpu()
      resident = Math.max(...relays.map(({ pid }) => residentOf(pid)))
    },
  })
  const { reads } = await sandbox.traffic()
  return {
    open,
    pollsPerSecond: polling.polls / polling.seconds,
    readsPerSecond: reads / polling.seconds,
    busy: (polling.statuses.get(503) ?? 0) / polling.polls,
    cores: (after - before) / 1_000 / polling.seconds,
    resident,
    p50: percentile(polling.latencies, 0.5),
    p99: percentile(polling.latencies, 0.99),
  }
}

/** @returns what the page of each asks. The relays share the work of starting. */
async function startAll(relays: readonly Server[], open: number): Promise<string[]> {
  const shares = relays.map((relay, place) => {
    const share = Math.ceil((open - place) / relays.length)
    const next = each(Array.from({ length: share }, () => relay.start))
    return hammer({ port: relay.port, connections: 30, next, keep: true })
  })
  const runs = await Promise.all(shares)
  return runs.flatMap(({ answers }, place) =>
    answers.map(({ body }) => String(relays[place]?.read(JSON.parse(body)))),
  )
}
