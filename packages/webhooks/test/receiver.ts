import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { onTestFinished } from 'vitest'

export interface Received {
  headers: Record<string, string>
  body: string
}

type Answer = (response: ServerResponse, request: IncomingMessage) => void

/** A merchant's endpoint. Answers in turn, the last answer again and again. */
export async function createReceiver(...answers: (number | Answer)[]) {
  const received: Received[] = []
  const waiting: ((delivery: Received) => void)[] = []
  const queue: Received[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    )
    const delivery = { headers, body: Buffer.concat(chunks).toString('utf8') }
    const answer = answers[Math.min(received.length, answers.length - 1)] ?? 204
    received.push(delivery)
    if (typeof answer === 'number') response.writeHead(answer).end()
    else answer(response, request)
    const resolve = waiting.shift()
    if (resolve) resolve(delivery)
    else queue.push(delivery)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = () => {
    server.closeAllConnections()
    return new Promise<void>((resolve) => server.close(() => resolve()))
  }
  onTestFinished(close)
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    close,
    next: () => {
      const delivery = queue.shift()
      return delivery
        ? Promise.resolve(delivery)
        : new Promise<Received>((resolve) => waiting.push(resolve))
    },
  }
}
