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

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())
const advance = (ms: number) => vi.advanceTimersByTimeAsync(ms)

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
      queue.run('result', order({ rank: rank.returned }), async () => sent.push(performance.now())),
    )
    await advance(6_000)
    await Promise.all(calls)
    expect(sent).toHaveLength(55)
    expect(busiest(sent)).toBe(10)
  })

  it('counts what Redis allowed within the second in which Redis goes away', async () => {
    const answers = [0, 0, 400, 0]
    // Safe: the type of an answer is that of the command.
    const run = async () => answers.shift() as never
    const take = createCallWindow('calls', { run })
    const waits: number[] = []
    for (let n = 0; n < 6; n += 1) waits.push(await take(4))
    expect(waits).toEqual([0, 0, 400, 0, 0, 1_000])
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
    for (let n = 0; n < 20; n += 1) void queue.run('result', order(), async () => sent.push('rest'))
    await advance(500)
    expect(sent).toHaveLength(8)
    await queue.run('result', order({ rank: rank.returned }), async () => sent.push('returned'))
    expect(sent.at(-1)).toBe('returned')
  })

  it('refuses as busy what has waited too long, and what comes when thousands wait', async () => {
    const queue = queueOf(1)
    await queue.run('result', order(), async () => {})
    const waiting = queue.run('result', order({ waitMs: 500 }), async () => {})
    const busy = { fault: 'busy', providerCode: 'QueueTimeout' }
    const late = expect(waiting).rejects.toMatchObject(busy)
    await advance(500)
    await late
    for (let n = 0; n < 5_000; n += 1) void queue.run('result', order(), async () => {})
    await expect(queue.run('result', order(), async () => {})).rejects.toMatchObject(busy)
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
  it('learns the outcome within two seconds (p95) with a thousand others polled and ten calls a second', async () => {
    const [open, perSecond, returnsPerSecond, seconds] = [1_000, 10, 2, 15]
    const queue = queueOf(perSecond)
    const sent: number[] = []
    const finished = new Set<string>()
    const client: TencentClient = {
      call: (_action, parameters, options) =>
        queue.run('result', options?.order ?? order({ rank: rank.next }), async () => {
          sent.push(Date.now())
          await new Promise((resolve) => setTimeout(resolve, 100))
          const id = 'BizToken' in parameters ? parameters.BizToken : ''
          // Safe: what Tencent answers is unchecked.
          return { Text: { ErrCode: finished.has(id) ? 0 : null } } as object
        }),
      close() {},
    }
    const cache = createResultCache(keys, Date.now)
    const reader = createStatusReader({ client, cache, now: Date.now })
    const startedAt = Date.now() - 600_000
    const verificationOf = (id: string) => ({ ...verification, id, bizToken: id, startedAt })
    const begin = Date.now()
    const others = Array.from({ length: open }, (_, n) => ({
      verification: verificationOf(`open ${n}`),
      pollAt: begin + (n * 5_000) / open,
    }))
    const learned: number[] = []
    let longestAnswer = 0
    const poll = async (of: { verification: Verification; pollAt: number }) => {
      const from = Date.now()
      of.pollAt = Number.POSITIVE_INFINITY
      const { nextPollAfterMs } = await reader.read(of.verification)
      longestAnswer = Math.max(longestAnswer, Date.now() - from)
      of.pollAt = Date.now() + nextPollAfterMs
    }
    const comeBack = async (id: string) => {
      finished.add(id)
      const from = Date.now()
      await reader.returned(id)
      for (;;) {
        const { status, nextPollAfterMs } = await reader.read(verificationOf(id))
        if (status === 'passed') break
        await new Promise((resolve) => setTimeout(resolve, nextPollAfterMs))
      }
      learned.push(Date.now() - from)
    }
    for (let tick = 0; tick < seconds * 20; tick += 1) {
      for (const other of others) if (other.pollAt <= Date.now()) void poll(other)
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
  })
})
