// What stands in front of the relays, as in a merchant's own set-up: takes turns among those that say they are ready,
// sets X-Forwarded-For, tries nothing twice that a relay has taken, and says so in its own words where a relay gave no answer.
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Backend {
  name: string
  url: string
  ready: boolean
  /** It is or was killed or frozen on purpose: an answer may get lost. */
  excused: boolean
}

export interface Balancer {
  url: string
  backends: Backend[]
  close(): Promise<void>
}

export interface BalancerOptions {
  /** Path of the relays' publicUrl. */
  path: string
  /** Told of each request that a relay took and did not answer. */
  onLost(backend: Backend, code: string): void
}

/** An answer of the balancer's own has this header. */
export const ownAnswer = 'x-balancer'
/** The client's address as the soak makes it up; it becomes X-Forwarded-For. */
export const clientAddress = 'x-client-address'

/** Milliseconds. */
const checkEvery = 100
const longestWait = 20_000

export async function createBalancer({ path, onLost }: BalancerOptions): Promise<Balancer> {
  const backends: Backend[] = []
  let turn = 0
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => pass({ incoming, outgoing, body: Buffer.concat(chunks) }))
  })
  function pass(taken: Taken): void {
    const ready = backends.filter((backend) => backend.ready)
    turn += 1
    const backend = ready[turn % ready.length]
    if (backend === undefined) {
      answerSelf(taken.outgoing, 503, 'no relay is ready')
      return
    }
    const onRefused = () => {
      backend.ready = false
      pass(taken)
    }
    forward(backend, taken, { onLost, onRefused })
  }
  // Its clients are in this process and reuse their connections for as long as it lives.
  server.keepAliveTimeout = 600_000
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // Safe: it listens on TCP.
  const checking = setInterval(() => {
    for (const backend of backends) check(backend, path)
  }, checkEvery)
  return {
    url: `http://127.0.0.1:${port}`,
    backends,
    close() {
      clearInterval(checking)
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

function check(backend: Backend, path: string): void {
  const url = `${backend.url}${path}/readyz`
  const asked = request(url, { agent: false, timeout: 1_000 }, (response) => {
    backend.ready = response.statusCode === 200
    response.resume()
  })
  asked.on('timeout', () => asked.destroy(new Error('too slow')))
  asked.on('error', () => {
    backend.ready = false
  })
  asked.end()
}

interface Taken {
  incoming: IncomingMessage
  outgoing: ServerResponse
  body: Buffer
}

function forward(
  backend: Backend,
  { incoming, outgoing, body }: Taken,
  { onLost, onRefused }: { onLost(backend: Backend, code: string): void; onRefused(): void },
): void {
  // Who goes away before the answer has lost nothing.
  let left = false
  const { [clientAddress]: address = '127.0.0.1', ...headers } = incoming.headers
  const asked = request(
    `${backend.url}${incoming.url ?? ''}`,
    {
      method: incoming.method ?? 'GET',
      headers: { ...headers, connection: 'close', 'x-forwarded-for': address },
      agent: false,
      timeout: longestWait,
    },
    (response) => {
      const { connection: _, 'keep-alive': __, ...kept } = response.headers
      outgoing.writeHead(response.statusCode ?? 502, kept)
      response.on('error', (error: NodeJS.ErrnoException) => {
        if (!left) onLost(backend, `${error.code}, in the middle`)
        outgoing.destroy()
      })
      response.pipe(outgoing)
    },
  )
  asked.on('timeout', () => asked.destroy(new Error('too slow')))
  asked.on('error', (error: NodeJS.ErrnoException) => {
    if (left || outgoing.headersSent) return
    // Nobody has taken it: the next one may.
    if (error.code === 'ECONNREFUSED') return onRefused()
    onLost(backend, error.code ?? error.message)
    answerSelf(outgoing, 502, 'the relay gave no answer')
  })
  outgoing.on('close', () => {
    left = true
    asked.destroy()
  })
  asked.end(body)
}

function answerSelf(outgoing: ServerResponse, status: number, text: string): void {
  outgoing.writeHead(status, { 'content-type': 'text/plain', [ownAnswer]: 'yes' }).end(text)
}
