// Proves that the measurement can lose: a server made slower on purpose is slower under whatever label it runs.
import { openConnection } from '../load/connection.js'
import { during, hammer } from '../load/hammer.js'
import { cpuOf } from '../process-usage.js'
import { inRounds } from '../rounds.js'
import type { Server } from '../servers/server.js'
import { median } from '../statistics.js'

export interface SelfCheck {
  /** How much more the second label costs than the first. */
  asLabelled: number
  /** The same after the labels have been swapped. */
  swapped: number
}

export async function checkSelf(
  plain: Server,
  slowed: Server,
  { rounds, askedFor }: { rounds: number; askedFor: number },
): Promise<SelfCheck> {
  const one = await ratio(plain, slowed)
  const other = await ratio(slowed, plain)
  return { asLabelled: one, swapped: other }

  async function ratio(first: Server, second: Server): Promise<number> {
    const labelled = new Map([
      ['first', first],
      ['second', second],
    ])
    const cost = await inRounds(labelled, { rounds, warmUps: 1 }, cpuOfKnown)
    return median(cost.get('second') ?? []) / median(cost.get('first') ?? [])
  }

  async function cpuOfKnown(server: Server): Promise<number> {
    const connection = openConnection(server.port)
    const { body } = await connection.ask(server.start)
    connection.close()
    const before = cpuOf(server.pid)
    const { latencies } = await hammer({
      port: server.port,
      connections: 10,
      next: during(askedFor, [server.read(JSON.parse(body))]),
    })
    return (cpuOf(server.pid) - before) / latencies.length
  }
}
