import { EventEmitter, on } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'
import { listen } from '../../../.config/listen.js'

export interface Received {
  headers: Record<string, string>
  body: string
}

type Answer = (response: ServerResponse, request: IncomingMessage) => void

/** A merchant's endpoint. Answers in turn, the last answer again and again. */
export async function createReceiver(...answers: (number | Answer)[]) {
  const received: Received[] = []
  const events = new EventEmitter()
  const deliveries = on(events, 'delivery')
  const server = createServer(async (request, response) => {
    const headers = request.headers as Record<string, string> // Safe: none is sent twice.
    const delivery = { headers, body: await text(request) }
    const answer = answers[Math.min(received.length, answers.length - 1)] ?? 204
    received.push(delivery)
    if (typeof answer === 'number') response.writeHead(answer).end()
    else answer(response, request)
    events.emit('delivery', delivery)
  })
  const url = `${await listen(server)}/hook`
  const close = () => {
    server.closeAllConnections()
    return new Promise<void>((resolve) => server.close(() => resolve()))
  }
  onTestFinished(close)
  const next = async (): Promise<Received> => (await deliveries.next()).value[0]
  return { url, received, close, next }
}
