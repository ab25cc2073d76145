// More and more open verifications on one relay, and on two that share a Redis.
import { setTimeout as sleep } from 'node:timers/promises'
import { lineChart } from './charts.js'
import { openPages, startMany, statusCall } from './load.js'
import {
  cpuOf,
  residentOf,
  type SandboxServer,
  type Server,
  startRedis,
  startRelay,
  startSandbox,
} from './processes.js'
import { atMost, type Bench, type Section } from './section.js'
import { bytes, digits, milliseconds, percentile } from './statistics.js'

interface Step {
  relays: string
  open: number
  pollsPerSecond: number
  readsPerSecond: number
  refused: number
  cores: number
  resident: number
  p50: number
  p99: number
}

/** As shipped, for all relays together (`upstreamReadsPerSecond`). */
const budget = 80

export async function measureGrowth({ quick, tools, log }: Bench): Promise<Section> {
  const sandbox = await startSandbox()
  const options = {
    sandboxUrl: sandbox.url,
    // One back end starts them all; reads keep the limits that ship.
    limits: { merchantStartsPerMinute: 1_000_000_000 },
  }
  const steps: Step[] = []
  const measure = async (relays: readonly Server[], label: string) => {
    for (const open of quick ? [50, 500] : [100, 1_000, 10_000]) {
      log(`${open} open verifications, ${label}`)
      steps.push(await measureStep(relays, sandbox, label, open, quick ? 2_000 : 10_000))
    }
    await Promise.all(relays.map((relay) => relay.stop()))
  }
  await measure([await startRelay(options)], '1 relay')
  const redis = await startRedis(tools.REDIS_SERVER)
  const shared = { ...options, redisUrl: redis.url }
  await measure([await startRelay(shared), await startRelay(shared)], '2 relays and Redis')
  const most = Math.max(...steps.map(({ readsPerSecond }) => readsPerSecond))
  return {
    title: 'How cost grows with open verifications',
    method: `In each step so many verifications are started by the merchant's back end, and each is polled by one page that waits as long as \`nextPollAfterMs\` says. All are new, the worst case: new ones are read more often. Everything else is as shipped: ${budget} reads a second for all relays together. The sandbox waits 30 ms before each response. Measured are 10 s after 3 s; a latency counts from the time at which a poll was due.`,
    tables: [
      {
        caption: 'Open verifications, each polled by its page',
        columns: [
          'open',
          'relays',
          'polls a second',
          'upstream calls a second',
          'polls refused',
          'cores, all relays',
          'memory, largest relay',
          'p50',
          'p99',
        ],
        rows: steps.map((step) => [
          digits(step.open),
          step.relays,
          digits(step.pollsPerSecond),
          digits(step.readsPerSecond),
          `${digits(step.refused * 100)} %`,
          digits(step.cores),
          bytes(step.resident),
          milliseconds(step.p50),
          milliseconds(step.p99),
        ]),
      },
    ],
    targets: [atMost('Upstream reads a second, all relays', most, budget * 1.05, digits)],
    charts: [
      lineChart({
        name: 'benchmarks-growth',
        title: 'Requests a second as open verifications grow',
        x: 'open verifications',
        points: steps.flatMap((step) => [
          { x: step.open, y: step.pollsPerSecond, label: `polls, ${step.relays}` },
          { x: step.open, y: step.readsPerSecond, label: `calls to Tencent, ${step.relays}` },
        ]),
      }),
    ],
  }
}

async function measureStep(
  relays: readonly Server[],
  sandbox: SandboxServer,
  label: string,
  open: number,
  duration: number,
): Promise<Step> {
  const started = await startMany(relays[0]?.port ?? 0, open)
  const ports = relays.map(({ port }) => port)
  const pages = openPages(ports, started.map(statusCall))
  await sleep(3_000)
  const cpu = () => relays.reduce((sum, { pid }) => sum + cpuOf(pid), 0)
  await sandbox.forget()
  const before = cpu()
  const polling = await pages.measure(duration)
  const used = cpu() - before
  const reads = await sandbox.reads()
  const resident = Math.max(...relays.map(({ pid }) => residentOf(pid)))
  await pages.stop()
  return {
    relays: label,
    open,
    pollsPerSecond: polling.polls / polling.seconds,
    readsPerSecond: reads / polling.seconds,
    refused: polling.refused / polling.polls,
    cores: used / 1_000 / polling.seconds,
    resident,
    p50: percentile(polling.latencies, 0.5),
    p99: percentile(polling.latencies, 0.99),
  }
}
