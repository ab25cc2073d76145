import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export interface TestServer {
  url: string
  /** From now on nobody answers at the address. */
  close(): Promise<void>
}

/** A real server on a free port for the length of one test. */
export async function serve(
  answer: (request: IncomingMessage, response: ServerResponse, body: string) => void,
): Promise<TestServer> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    answer(request, response, Buffer.concat(chunks).toString('utf8'))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // `address()` is an object for a server that listens on a port.
  const { port } = server.address() as AddressInfo
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  onTestFinished(close)
  return { url: `http://127.0.0.1:${port}`, close }
}

export function answerJson(response: ServerResponse, status: number, content: unknown): void {
  const type = status < 400 ? 'application/json' : 'application/problem+json'
  response.writeHead(status, { 'content-type': type }).end(JSON.stringify(content))
}

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
