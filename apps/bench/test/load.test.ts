import { createServer, type Server } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { listen } from '../../../.config/listen.js'
import { hammer, openPages } from '../src/load.js'
import {
  bytes,
  digits,
  inRounds,
  median,
  milliseconds,
  percentile,
  spread,
} from '../src/statistics.js'

let server: Server
let port: number
let paths: string[]
let answer: { status: number; body: object }

beforeEach(async () => {
  paths = []
  answer = { status: 200, body: { nextPollAfterMs: 5 } }
  server = createServer((request, response) => {
    paths.push(request.url ?? '')
    response.writeHead(answer.status).end(JSON.stringify(answer.body))
  })
  port = Number(new URL(await listen(server)).port)
})

afterEach(() => new Promise((resolve) => server.close(resolve)))

test('Each call is sent in turn and its body is returned', async () => {
  const calls = ['/a', '/b'].map((path) => ({ method: 'GET' as const, path }))
  const { bodies, requests } = await hammer(port, calls, { amount: 80 })
  expect(requests).toBe(80)
  expect(bodies).toHaveLength(80)
  expect(new Set(paths)).toEqual(new Set(['/a', '/b']))
})

test('A refused request fails the measurement', async () => {
  answer.status = 503
  await expect(hammer(port, [{ method: 'GET', path: '/' }], { amount: 40 })).rejects.toThrow(/40/)
})

test('A page polls again when the server says, and refusals are counted', async () => {
  answer = { status: 503, body: { nextPollAfterMs: 5 } }
  const pages = openPages([port], [{ method: 'GET', path: '/page' }])
  let polls = 0
  let refused = 0
  while (polls < 2) {
    const polling = await pages.measure(200)
    polls += polling.polls
    refused += polling.refused
  }
  await pages.stop()
  expect(refused).toBe(polls)
})

test('The order of candidates rotates, and the first round is not kept', async () => {
  const order: string[] = []
  const samples = await inRounds(['a', 'b'], 2, async (name) => order.push(name))
  expect(order.join('')).toBe('abbaab')
  expect(samples).toEqual({ a: [4, 5], b: [3, 6] })
})

test('Samples are summed up by median, spread and percentile', () => {
  expect(median([3, 1, 2])).toBe(2)
  expect(spread([90, 100, 110])).toBeCloseTo(0.2)
  expect(percentile([1, 2, 3, 4], 0.95)).toBe(4)
  expect(() => median([])).toThrow(RangeError)
})

test.each([
  [digits(12_345), '12,300'],
  [digits(0.123_45), '0.123'],
  [milliseconds(0.0456), '45.6 µs'],
  [bytes(3_054_271), '3.05 MB'],
])('%s has three significant digits and a unit', (written, wanted) => {
  expect(written).toBe(wanted)
})
