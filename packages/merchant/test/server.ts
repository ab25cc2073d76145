import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'
import { listen } from '../../../.config/listen.js'

/** A real server on a free port for the length of one test. */
export async function serve(
  answer: (request: IncomingMessage, response: ServerResponse, body: string) => void,
) {
  const server = createServer(async (request, response) => {
    answer(request, response, await text(request))
  })
  const url = await listen(server)
  /** From now on nobody answers at the address. */
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  onTestFinished(close)
  return { url, close }
}

export function answerJson(response: ServerResponse, status: number, content: unknown): void {
  const type = status < 400 ? 'application/json' : 'application/problem+json'
  response.writeHead(status, { 'content-type': type }).end(JSON.stringify(content))
}

/** Resolves to the error of a promise that rejects. */
export const failure = (promise: Promise<unknown>) => promise.catch((error: unknown) => error)

/** As a relay answers it. */
export const problem = (status: number, code: string, retryable: boolean) => ({
  type: 'about:blank',
  title: code,
  status,
  code,
  detail: 'as it is',
  requestId: 'request-1',
  retryable,
})
