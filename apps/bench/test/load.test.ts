import { createServer, type Server } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openConnection } from '../src/load/connection.js'
import { each, hammer } from '../src/load/hammer.js'
import { runPollers } from '../src/load/pollers.js'
import { wire } from '../src/load/request.js'

let server: Server
let port: number
const asked: string[] = []

beforeEach(async () => {
  asked.length = 0
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      asked.push(`${request.method} ${request.url} ${request.headers.authorization} ${body}`)
      response.statusCode = request.url === '/refused' ? 429 : 200
      // In two pieces, and longer in bytes than in characters.
      const answer = JSON.stringify({ url: request.url, text: '核身'.repeat(2_000) })
      response.setHeader('content-length', Buffer.byteLength(answer))
      response.write(answer.slice(0, 100))
      setImmediate(() => response.end(answer.slice(100)))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  port = typeof address === 'object' && address !== null ? address.port : 0
})

afterEach(() => {
  server.closeAllConnections()
  server.close()
})

test('A connection answers in the order in which it was asked, each answer whole', async () => {
  const connection = openConnection(port)
  const body = { name: '张三' }
  const answers = await Promise.all([
    connection.ask(wire({ method: 'GET', path: '/one', bearer: 'x' })),
    connection.ask(wire({ method: 'POST', path: '/two', body })),
  ])
  connection.close()
  expect(answers.map((answer) => JSON.parse(answer.body).url)).toEqual(['/one', '/two'])
  expect(answers.map(({ body }) => JSON.parse(body).text.length)).toEqual([4_000, 4_000])
  expect(asked).toEqual(['GET /one Bearer x ', 'POST /two undefined {"name":"张三"}'])
})

test('A connection that ends rejects what was asked', async () => {
  const connection = openConnection(port)
  await connection.ask(wire({ method: 'GET', path: '/' }))
  const refused = expect(connection.ask('nonsense\r\n\r\n')).rejects.toThrow()
  server.closeAllConnections()
  await refused
})

test('Every request is sent once, and kept answers are all there', async () => {
  const requests = Array.from({ length: 30 }, (_, n) => wire({ method: 'GET', path: `/${n}` }))
  const run = await hammer({ port, connections: 4, next: each(requests), keep: true })
  expect(run.latencies).toHaveLength(30)
  expect(new Set(run.answers.map(({ body }) => JSON.parse(body).url)).size).toBe(30)
})

test('A refused request is no measurement', async () => {
  const requests = [wire({ method: 'GET', path: '/refused' })]
  await expect(hammer({ port, connections: 1, next: each(requests) })).rejects.toThrow('429')
})

test('Pollers ask at the pace of the answers, and every status is counted', async () => {
  const statuses: number[] = []
  const polling = await runPollers({
    ports: [port],
    connections: 2,
    requests: ['/a', '/refused'].map((path) => wire({ method: 'GET', path })),
    leadIn: 0,
    duration: 60,
    pace: ({ status }) => {
      statuses.push(status)
      // The first answer is the last: nobody asks again within the time.
      return 1_000_000
    },
  })
  expect(statuses.toSorted()).toEqual([200, 429])
  expect(asked).toHaveLength(2)
  expect(polling.polls).toBe(2)
  expect([...polling.statuses.keys()].toSorted()).toEqual([200, 429])
})
