// Generates load: as fast as responses come (autocannon), or as pages that poll at the pace that the server sets.
import { setMaxListeners } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import autocannon from 'autocannon'
import { Pool } from 'undici'
import { apiKey, returnUrl } from './processes.js'

export interface Call {
  method: 'GET' | 'POST'
  path: string
  headers?: Record<string, string>
  body?: string
}

export interface Started {
  id: string
  ticket: string
}

export const startCall: Call = {
  method: 'POST',
  path: '/v1/verifications',
  headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
  body: JSON.stringify({
    scene: 'member',
    reference: 'order-4711',
    modes: ['native', 'overlay'],
    returnUrl,
    environment: { app: 'wechat', os: 'ios', device: 'phone' },
  }),
}

export const statusCall = ({ id, ticket }: Started): Call => ({
  method: 'GET',
  path: `/v1/verifications/${id}`,
  headers: { authorization: `Bearer ${ticket}` },
})

export const connections = 40

/**
 * Cycles through the calls over 40 connections.
 * @param until a number of requests, perhaps at so many a second, or seconds. @throws {Error} at a response other than 2xx.
 */
export async function hammer(
  port: number,
  calls: readonly Call[],
  until: { amount: number; overallRate?: number } | { duration: number },
) {
  const bodies: string[] = []
  let place = 0
  const began = performance.now()
  const result = await autocannon({
    url: `http://127.0.0.1:${port}`,
    connections,
    // In seconds: the copied handler is slow.
    timeout: 120,
    ...until,
    requests: [
      {
        setupRequest: (request) => {
          place += 1
          return { ...request, ...calls[(place - 1) % calls.length] }
        },
        onResponse: (_status, body) => void ('amount' in until && bodies.push(body)),
      },
    ],
  })
  const failed = result.non2xx + result.errors + result.timeouts
  if (failed > 0) throw new Error(`${failed} of ${result.requests.total} requests failed`)
  const seconds = (performance.now() - began) / 1_000
  const { total } = result.requests
  return { bodies, requests: total, perSecond: total / seconds }
}

/** Starts so many verifications; a start that is refused for now is repeated. */
export async function startMany(port: number, amount: number): Promise<Started[]> {
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections, pipelining: 1 })
  const started: Started[] = []
  let left = amount
  const workers = Array.from({ length: connections }, async () => {
    while (left > 0) {
      left -= 1
      const { status, body, again } = await ask(pool, startCall)
      if (status === 201)
        started.push(body as Started) // Safe: a 201 has them.
      else if (status !== 429 && status !== 503) throw new Error(`a start was refused: ${status}`)
      else await sleep(again).then(() => (left += 1))
    }
  })
  await Promise.all(workers)
  await pool.close()
  return started
}

interface Answer {
  status: number
  body: Partial<Started> & { final?: boolean; nextPollAfterMs?: number }
  /** Milliseconds until the page may ask again. */
  again: number
}

/** Sends one call. 503 and 429 are answers too. */
export async function ask(pool: Pool, call: Call): Promise<Answer> {
  const response = await pool.request(call)
  const text = await response.body.text()
  const body = text.startsWith('{') ? JSON.parse(text) : {}
  const retryAfter = Number(response.headers['retry-after'] ?? 1) * 1_000
  return {
    status: response.statusCode,
    body,
    again: body.nextPollAfterMs > 0 ? body.nextPollAfterMs : retryAfter,
  }
}

export const openPool = (port: number) =>
  // A relay holds a poll until its turn: many are open at once.
  new Pool(`http://127.0.0.1:${port}`, { connections: 5_000, pipelining: 1 })

/** One page for each call, spread over the ports, polling until `stop`. */
export function openPages(ports: readonly number[], calls: readonly Call[]) {
  const pools = ports.map(openPool)
  const stopped = new AbortController()
  setMaxListeners(0, stopped.signal)
  let polling = empty()
  const work = calls.map(async (call, place) => {
    const pool = pools[place % pools.length]
    let due = performance.now() + (place / calls.length) * 1_000
    while (pool && !stopped.signal.aborted) {
      const delay = Math.max(0, due - performance.now())
      await sleep(delay, undefined, { signal: stopped.signal }).catch(() => {})
      if (stopped.signal.aborted) return
      const { status, again } = await ask(pool, call)
      const now = performance.now()
      polling.polls += 1
      polling.latencies.push(now - due)
      if (status === 429 || status === 503) polling.refused += 1
      due = now + again
    }
  })
  return {
    /** Counts what happens in these milliseconds. */
    async measure(milliseconds: number) {
      const measured = empty()
      polling = measured
      const began = performance.now()
      await sleep(milliseconds)
      polling = empty()
      return { ...measured, seconds: (performance.now() - began) / 1_000 }
    },
    async stop() {
      stopped.abort()
      await Promise.all(work)
      await Promise.all(pools.map((pool) => pool.close()))
    },
  }
}

/** `latencies`: milliseconds from the time at which each poll was due. `refused`: 429 and 503. */
function empty() {
  return { polls: 0, latencies: [] as number[], refused: 0 }
}
