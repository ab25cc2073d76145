// Thousands of open verifications are polled on one relay: how soon does a user who has returned know the outcome?
import { setTimeout as sleep } from 'node:timers/promises'
import { ask, openPages, openPool, startMany, statusCall } from './load.js'
import { startRelay, startSandbox } from './processes.js'
import { atMost, type Bench, type Section } from './section.js'
import { digits, milliseconds, percentile } from './statistics.js'

interface Case {
  open: number
  budget: number
  /** Users who return, and milliseconds between them. */
  users: number
  everyMs: number
}

interface Found extends Case {
  waits: number[]
  readsPerSecond: number
  pollsPerSecond: number
  refused: number
}

const full: Case[] = [
  { open: 10_000, budget: 80, users: 100, everyMs: 200 },
  { open: 1_000, budget: 10, users: 40, everyMs: 750 },
]
const small: Case[] = [
  { open: 2_000, budget: 80, users: 40, everyMs: 200 },
  { open: 200, budget: 10, users: 10, everyMs: 750 },
]

/** A user whose outcome takes longer counts as having waited this long. */
const patienceMs = 60_000

export async function measureReturned({ quick, log }: Bench): Promise<Section> {
  const found: Found[] = []
  for (const each of quick ? small : full) {
    log(`${each.open} open verifications, a budget of ${each.budget}`)
    found.push(await measureCase(each))
  }
  const times = (part: number) => (one: Found) => milliseconds(percentile(one.waits, part))
  const [p50, p95, last] = [times(0.5), times(0.95), times(1)]
  return {
    title: 'Users who have returned',
    method: `All verifications are open and polled, each by one page at the pace of \`nextPollAfterMs\`. Meanwhile users pass, one after the other: the browser requests \`/v1/return\`, then polls at the pace that the relay sets. The wait is from the response of \`/v1/return\` to the response with the result token; a user without one waits ${patienceMs / 1_000} s.`,
    tables: [
      {
        caption: 'From the return to the outcome, one relay',
        columns: [
          'open',
          'budget a second',
          'users',
          'p50',
          'p95',
          'longest',
          'polls a second',
          'upstream calls a second',
          'polls refused',
        ],
        rows: found.map((one) => [
          digits(one.open),
          digits(one.budget),
          digits(one.users),
          p50(one),
          p95(one),
          last(one),
          digits(one.pollsPerSecond),
          digits(one.readsPerSecond),
          `${digits(one.refused * 100)} %`,
        ]),
      },
    ],
    targets: found.flatMap((one) => [
      atMost(
        `Returned users, ${digits(one.open)} open, budget ${one.budget}: p95`,
        percentile(one.waits, 0.95),
        2_000,
        milliseconds,
      ),
      // The seconds of the measurement and of the budget do not begin together.
      atMost(
        `Upstream reads a second, budget ${one.budget}`,
        one.readsPerSecond,
        one.budget * 1.05,
        digits,
      ),
    ]),
  }
}

async function measureCase(given: Case): Promise<Found> {
  const sandbox = await startSandbox()
  const relay = await startRelay({
    sandboxUrl: sandbox.url,
    limits: { merchantStartsPerMinute: 1_000_000_000, upstreamReadsPerSecond: given.budget },
  })
  const started = await startMany(relay.port, given.open)
  const tokens = new Map((await sandbox.tokens()).map((token) => [token.extra, token]))
  const pages = openPages([relay.port], started.map(statusCall))
  const pool = openPool(relay.port)
  await sleep(5_000)
  await sandbox.forget()
  const began = performance.now()
  const measuring = pages.measure(given.users * given.everyMs)
  const users = Array.from({ length: given.users }, async (_, place) => {
    await sleep(place * given.everyMs)
    const one = started[Math.floor(((place + 0.5) / given.users) * started.length)]
    const token = one && tokens.get(one.id)
    if (!one || !token) throw new Error('the sandbox has no such token')
    await sandbox.finish({}, token.bizToken)
    await ask(pool, { method: 'GET', path: new URL(token.redirectUrl).pathname })
    const returned = performance.now()
    while (performance.now() - returned < patienceMs) {
      const { body, again } = await ask(pool, statusCall(one))
      if (body.final === true) return performance.now() - returned
      await sleep(again)
    }
    return patienceMs
  })
  const polling = await measuring
  const reads = await sandbox.reads()
  const seconds = (performance.now() - began) / 1_000
  const waits = await Promise.all(users)
  await pages.stop()
  await pool.close()
  await relay.stop()
  return {
    ...given,
    waits,
    readsPerSecond: reads / seconds,
    pollsPerSecond: polling.polls / polling.seconds,
    refused: polling.refused / polling.polls,
  }
}
