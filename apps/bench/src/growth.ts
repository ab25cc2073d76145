// More and more open verifications, on one relay and on two: what they cost, and how soon a user who has returned learns
// the outcome meanwhile.
import { setTimeout as sleep } from 'node:timers/promises'
import { lineChart } from './charts.js'
import { ask, openPages, openPool, startMany, statusCall } from './load.js'
import { cpuOf, residentOf, startRedis, startRelay, startSandbox } from './processes.js'
import { atMost, type Bench, type Section } from './section.js'
import { bytes, digits, milliseconds, percentile } from './statistics.js'

interface Case {
  relays: 1 | 2
  open: number
  /** `upstreamReadsPerSecond`, for all relays together. */
  budget: number
}

const amounts = [100, 1_000, 10_000]
const full: Case[] = [
  ...amounts.map((open) => ({ relays: 1 as const, open, budget: 80 })),
  ...amounts.map((open) => ({ relays: 2 as const, open, budget: 80 })),
  { relays: 1, open: 1_000, budget: 10 },
]
const small: Case[] = [
  { relays: 1, open: 500, budget: 80 },
  { relays: 2, open: 500, budget: 80 },
  { relays: 1, open: 100, budget: 10 },
]

/** A user whose outcome takes longer counts as having waited this long. */
const patienceMs = 60_000

export async function measureGrowth({ quick, tools, log }: Bench): Promise<Section> {
  const found = []
  for (const one of quick ? small : full) {
    log(`${one.open} open verifications, relays: ${one.relays}, budget: ${one.budget}`)
    found.push(await measureCase(one, tools.REDIS_SERVER, quick ? 5 : 20))
  }
  return {
    title: 'Open verifications and users who return',
    method: `So many verifications are started by the merchant's back end, and each is polled by one page that waits as long as \`nextPollAfterMs\` says. All are new, the worst case: new ones are read more often. Two relays share a Redis. The sandbox waits 30 ms before each response. Measured are 20 s after 5 s; a poll counts from the time at which it was due. Meanwhile users pass and return, one after the other: the browser requests \`/v1/return\`, then polls at the pace that the relay sets. The wait is from the response of \`/v1/return\` to the response with the result token; a user without one waits ${patienceMs / 1_000} s.`,
    tables: [
      {
        caption: 'What open verifications cost',
        columns: [
          'open',
          'relays',
          'budget a second',
          'upstream calls a second',
          'polls a second',
          'refused',
          'p50',
          'p99',
          'cores, all relays',
          'memory, largest relay',
        ],
        rows: found.map((one) => [
          digits(one.open),
          digits(one.relays),
          digits(one.budget),
          digits(one.readsPerSecond),
          digits(one.pollsPerSecond),
          `${digits(one.refused * 100)} %`,
          milliseconds(percentile(one.latencies, 0.5)),
          milliseconds(percentile(one.latencies, 0.99)),
          digits(one.cores),
          bytes(one.resident),
        ]),
      },
      {
        caption: 'From the return to the outcome',
        columns: ['open', 'relays', 'budget a second', 'users', 'p50', 'p95', 'longest'],
        rows: found.map(({ open, relays, budget, waits }) => [
          ...[open, relays, budget, waits.length].map(digits),
          ...[0.5, 0.95, 1].map((part) => milliseconds(percentile(waits, part))),
        ]),
      },
    ],
    targets: found.flatMap(({ open, relays, budget, waits, readsPerSecond }) => {
      const what = `${digits(open)} open, relays: ${relays}, budget ${budget}`
      const p95 = percentile(waits, 0.95)
      // The seconds of the measurement and of the budget do not begin together.
      return [
        atMost(`Returned users, ${what}: p95`, p95, 2_000, milliseconds),
        atMost(`Upstream calls a second, ${what}`, readsPerSecond, budget * 1.05, digits),
      ]
    }),
    charts: [
      lineChart({
        name: 'benchmarks-growth',
        title: 'Requests a second as open verifications grow, budget 80',
        x: 'open verifications',
        points: found
          .filter(({ budget }) => budget === 80)
          .flatMap(({ open, relays, pollsPerSecond, readsPerSecond }) => [
            { x: open, y: pollsPerSecond, label: `polls, relays: ${relays}` },
            { x: open, y: readsPerSecond, label: `calls to Tencent, relays: ${relays}` },
          ]),
      }),
    ],
  }
}

async function measureCase(given: Case, redisServer: string, seconds: number) {
  const sandbox = await startSandbox()
  const options = {
    sandboxUrl: sandbox.url,
    // One back end starts them all; reads keep the limits that ship.
    limits: { merchantStartsPerMinute: 1_000_000_000, upstreamReadsPerSecond: given.budget },
    ...(given.relays > 1 && { redisUrl: await startRedis(redisServer) }),
  }
  const relay = await startRelay(options)
  const relays = given.relays > 1 ? [relay, await startRelay(options)] : [relay]
  const started = await startMany(relay.port, given.open)
  const tokens = new Map((await sandbox.tokens()).map((token) => [token.request.Extra, token]))
  const pages = openPages(
    relays.map(({ port }) => port),
    started.map(statusCall),
  )
  const pool = openPool(relay.port)
  await sleep(5_000)
  const cpu = () => relays.reduce((sum, { pid }) => sum + cpuOf(pid), 0)
  await sandbox.forget()
  const before = cpu()
  // Half of what the budget allows, and no more than there are.
  const amount = Math.min(given.open / 2, (seconds * Math.min(given.budget, 10)) / 2)
  const measuring = pages.measure(seconds * 1_000)
  const users = Array.from({ length: amount }, async (_, place) => {
    await sleep((place / amount) * seconds * 1_000)
    const one = started[Math.floor(((place + 0.5) / amount) * started.length)]
    const token = one && tokens.get(one.id)
    if (!one || !token) throw new Error('the sandbox has no such token')
    await sandbox.finish({}, token.bizToken)
    await ask(pool, { method: 'GET', path: new URL(`${token.request.RedirectUrl}`).pathname })
    const returned = performance.now()
    while (performance.now() - returned < patienceMs) {
      const { body, again } = await ask(pool, statusCall(one))
      if (body.final === true) return performance.now() - returned
      await sleep(again)
    }
    return patienceMs
  })
  const { polls, latencies, refused, seconds: measured } = await measuring
  const cores = (cpu() - before) / 1_000 / measured
  const reads = await sandbox.reads()
  const resident = Math.max(...relays.map(({ pid }) => residentOf(pid)))
  const waits = await Promise.all(users)
  await pages.stop()
  await pool.close()
  await Promise.all(relays.map((each) => each.stop()))
  return {
    ...given,
    waits,
    latencies,
    cores,
    resident,
    refused: refused / polls,
    pollsPerSecond: polls / measured,
    readsPerSecond: reads / measured,
  }
}
