// Pages that poll, each at the pace that the server asks for. A latency counts from the moment at which a poll was due,
// so that a server which answers late can't hide it by being asked less.
import { setTimeout as sleep } from 'node:timers/promises'
import { type Answer, openConnection } from './connection.js'

export interface Polling {
  polls: number
  latencies: number[]
  /** How many answers had which status. */
  statuses: Map<number, number>
  seconds: number
}

export interface PollersOptions {
  /** Pollers are dealt out to them in turn. */
  ports: readonly number[]
  /** To each port; pollers share them as pages share the connections of a proxy. */
  connections: number
  /** What each poller asks. */
  requests: readonly string[]
  /** Pollers begin spread over this time, which is not measured. */
  leadIn: number
  /** Milliseconds that are measured, after the lead-in. */
  duration: number
  /** Milliseconds until a poller asks again. */
  pace(answer: Answer): number
  /** Called when the measured time begins. */
  onMeasured?(): void
  /** Called when it ends, all connections still open. */
  onEnd?(): void
}

export async function runPollers(options: PollersOptions): Promise<Polling> {
  const { ports, requests, leadIn, duration, pace } = options
  const pools = ports.map((port) =>
    Array.from({ length: options.connections }, () => openConnection(port)),
  )
  const polling: Polling = { polls: 0, latencies: [], statuses: new Map(), seconds: 0 }
  const began = performance.now()
  const measuredFrom = began + leadIn
  const end = measuredFrom + duration

  async function poll(request: string, number: number): Promise<void> {
    const pool = pools[number % pools.length] ?? []
    const connection = pool[Math.floor(number / pools.length) % pool.length]
    if (connection === undefined) return
    let due = began + (number / requests.length) * Math.min(leadIn, 1_000)
    while (due < end) {
      await sleep(Math.max(0, due - performance.now()))
      const answer = await connection.ask(request)
      if (due >= measuredFrom) {
        polling.polls += 1
        polling.latencies.push(performance.now() - due)
        polling.statuses.set(answer.status, (polling.statuses.get(answer.status) ?? 0) + 1)
      }
      due = performance.now() + pace(answer)
    }
  }

  try {
    const all = requests.map(poll)
    const measured = sleep(leadIn).then(() => options.onMeasured?.())
    await Promise.all([...all, measured])
    polling.seconds = (performance.now() - measuredFrom) / 1_000
    options.onEnd?.()
  } finally {
    for (const connection of pools.flat()) connection.close()
  }
  return polling
}
