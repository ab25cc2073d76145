// Simulated time: no timer and no clock here is real.
import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createCallWindow } from '../src/store/call-window.js'
import { createResultCache } from '../src/store/result-cache.js'
import { type CallOrder, createCallQueue, rank } from '../src/tencent/call-queue.js'
import type { TencentClient } from '../src/tencent/client.js'
import { deriveRelayKeys } from '../src/tokens/keys.js'
import type { Verification } from '../src/tokens/ticket.js'
import { createStatusReader } from '../src/verification/status-reader.js'
import { secretA } from './secrets.js'
import { verification } from './verification.js'

// Vitest's fake timers need a millisecond of real time for each of theirs, and there are a hundred thousand.
const tickMs = 10
let now = 0
let timers = new Map<number, Map<object, () => void>>()

beforeEach(() => {
  now = Date.UTC(2026, 0, 1)
  timers = new Map()
  vi.spyOn(performance, 'now').mockImplementation(() => now)
  vi.stubGlobal('setTimeout', (run: () => void, ms: number) => {
    const at = Math.ceil((now + ms) / tickMs) * tickMs
    const timer = { at }
    if (!timers.has(at)) timers.set(at, new Map())
    timers.get(at)?.set(timer, run)
    return timer
  })
  vi.stubGlobal('clearTimeout', (timer?: { at: number }) => {
    if (timer !== undefined) timers.get(timer.at)?.delete(timer)
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

async function advance(ms: number): Promise<void> {
  await setImmediate()
  for (const end = now + ms; now < end; ) {
    now += tickMs
    for (const run of timers.get(now)?.values() ?? []) run()
    timers.delete(now)
    await setImmediate()
  }
}

const keys = deriveRelayKeys(secretA)
const order = (changes: Partial<CallOrder> = {}): CallOrder => ({
  rank: rank.rest,
  starter: 'somebody',
  ageMs: 0,
  waitMs: 60_000,
  ...changes,
})
const queueOf = (perSecond: number) =>
  createCallQueue({ perSecond, take: createCallWindow('calls') })

/** The most calls in any second. */
function busiest(times: number[]): number {
  return Math.max(
    ...times.map((from) => times.filter((at) => at >= from && at < from + 1_000).length),
  )
}

describe('the queue of an action', () => {
  it('sends no more calls in any second than the limit, and all of them', async () => {
    const queue = queueOf(10)
    const sent: number[] = []
    const calls = Array.from({ length: 55 }, () =>
      queue.run('result', order({ rank: rank.returned }), async () => sent.push(now)),
    )
    await advance(6_000)
    await Promise.all(calls)
    expect(sent).toHaveLength(55)
    expect(busiest(sent)).toBe(10)
  })

  it('sends the next part of a read first, then returned users, then the rest by turns and age', async () => {
    const queue = queueOf(1)
    const sent: string[] = []
    const add = (name: string, changes: Partial<CallOrder>) =>
      void queue.run('result', order(changes), async () => sent.push(name))
    add('first come', {})
    add('young of a crowd', { starter: 'crowd', ageMs: 1_000 })
    add('old of a crowd', { starter: 'crowd', ageMs: 9_000 })
    add('older of a crowd', { starter: 'crowd', ageMs: 10_000 })
    add('somebody else', { starter: 'else', ageMs: 500 })
    add('returned', { starter: 'crowd', rank: rank.returned })
    add('second part', { rank: rank.next })
    await advance(7_000)
    expect(sent).toEqual([
      'first come',
      'second part',
      'returned',
      'somebody else',
      'older of a crowd',
      'old of a crowd',
      'young of a crowd',
    ])
  })

  it('keeps a fifth of each second free of the rest', async () => {
    const queue = queueOf(10)
    const sent: string[] = []
    for (let n = 0; n < 20; n += 1) {
      void queue.run('result', order(), async () => sent.push('rest'))
    }
    await advance(500)
    expect(sent).toHaveLength(8)
    await queue.run('result', order({ rank: rank.returned }), async () => sent.push('returned'))
    expect(sent.at(-1)).toBe('returned')
  })

  it('refuses as busy what has waited too long, and what comes when thousands wait', async () => {
    const queue = queueOf(1)
    await queue.run('result', order(), async () => {})
    const late = expect(
      queue.run('result', order({ waitMs: 500 }), async () => {}),
    ).rejects.toMatchObject({ fault: 'busy', providerCode: 'QueueTimeout' })
    await advance(500)
    await late
    for (let n = 0; n < 5_000; n += 1) void queue.run('result', order(), async () => {})
    await expect(queue.run('result', order(), async () => {})).rejects.toMatchObject({
      fault: 'busy',
    })
    await advance(0)
  })

  it('answers 300 starts within their deadline while Tencent hangs', async () => {
    const queue = queueOf(95)
    const hang = () => new Promise<never>(() => {})
    const codes: string[] = []
    for (let n = 0; n < 300; n += 1) {
      queue
        .run('start', order({ rank: rank.next, waitMs: 8_000 }), hang)
        .catch(({ providerCode }) => codes.push(providerCode))
    }
    await advance(8_000)
    // 90 are sent, and end by their own deadline.
    expect(codes).toEqual(Array(210).fill('QueueTimeout'))
  })
})

describe('a user who has returned', () => {
  it.each([
    [10_000, 80, 20],
    [1_000, 10, 2],
  ])(
    'learns the outcome within two seconds (p95) with %i others polled and %i calls a second',
    async (open, perSecond, returnsPerSecond) => {
      const seconds = 15
      const queue = queueOf(perSecond)
      const sent: number[] = []
      const finished = new Set<string>()
      const client: TencentClient = {
        call: (_action, parameters, options) =>
          queue.run('result', options?.order ?? order({ rank: rank.next }), async () => {
            sent.push(now)
            await new Promise((resolve) => setTimeout(resolve, 100))
            const id = 'BizToken' in parameters ? parameters.BizToken : ''
            // Safe: what Tencent answers is unchecked.
            return { Text: { ErrCode: finished.has(id) ? 0 : null } } as object
          }),
        close() {},
      }
      const reader = createStatusReader({
        client,
        cache: createResultCache(keys, () => now),
        now: () => now,
      })
      const startedAt = now - 600_000
      const verificationOf = (id: string) => ({ ...verification, id, bizToken: id, startedAt })
      const begin = now
      const others = Array.from({ length: open }, (_, n) => ({
        verification: verificationOf(`open ${n}`),
        pollAt: begin + (n * 5_000) / open,
      }))
      const learned: number[] = []
      let longestAnswer = 0
      const poll = async (of: { verification: Verification; pollAt: number }) => {
        const from = now
        of.pollAt = Number.POSITIVE_INFINITY
        const { nextPollAfterMs } = await reader.read(of.verification)
        longestAnswer = Math.max(longestAnswer, now - from)
        of.pollAt = now + nextPollAfterMs
      }
      const comeBack = async (id: string) => {
        finished.add(id)
        const from = now
        await reader.returned(id)
        for (;;) {
          const { status, nextPollAfterMs } = await reader.read(verificationOf(id))
          if (status === 'passed') break
          await new Promise((resolve) => setTimeout(resolve, nextPollAfterMs))
        }
        learned.push(now - from)
      }
      for (let tick = 0; tick < seconds * 20; tick += 1) {
        for (const other of others) if (other.pollAt <= now) void poll(other)
        if (tick % (20 / returnsPerSecond) === 0 && tick < (seconds - 5) * 20) {
          void comeBack(`returned ${tick}`)
        }
        await advance(50)
      }
      learned.sort((a, b) => a - b)
      expect(learned).toHaveLength((seconds - 5) * returnsPerSecond)
      expect(learned[Math.ceil(learned.length * 0.95) - 1]).toBeLessThanOrEqual(2_000)
      expect(busiest(sent)).toBeLessThanOrEqual(perSecond)
      // The others use what is left.
      expect(sent.length).toBeGreaterThan(perSecond * 0.75 * (seconds - 1))
      expect(longestAnswer).toBeLessThanOrEqual(1_200)
    },
  )
})
