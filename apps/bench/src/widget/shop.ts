// A merchant's server on 127.0.0.1: pages out of memory, as gzip, and under /faceid the relay, as a reverse proxy has it.
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'

export interface Shop {
  url: string
  /** By path. */
  files: Map<string, ShopFile>
  close(): Promise<void>
}

export interface ShopFile {
  type: 'text/html; charset=utf-8' | 'text/javascript; charset=utf-8'
  body: string
}

export const html = (body: string): ShopFile => ({ type: 'text/html; charset=utf-8', body })
export const script = (body: string): ShopFile => ({ type: 'text/javascript; charset=utf-8', body })

export async function openShop(relayPort: number): Promise<Shop> {
  const files = new Map<string, ShopFile>()
  const server = createServer((asked, answer) => {
    if (asked.url?.startsWith('/faceid/')) return forward(asked, answer, relayPort)
    const file = files.get(asked.url ?? '')
    if (!file) return answer.writeHead(404).end()
    const headers = { 'content-type': file.type, 'content-encoding': 'gzip' }
    answer.writeHead(200, headers).end(gzipSync(file.body, { level: 9 }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('the shop has no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    files,
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

function forward(asked: IncomingMessage, answer: ServerResponse, port: number): void {
  // Of the encodings only gzip, which everything here is compared in.
  const headers = { ...asked.headers, 'accept-encoding': 'gzip' }
  const { method = 'GET', url: path = '/' } = asked
  const onward = request({ host: '127.0.0.1', port, method, path, headers }, (answered) => {
    answer.writeHead(answered.statusCode ?? 502, answered.headers)
    answered.pipe(answer)
  })
  onward.on('error', () => answer.destroy())
  asked.pipe(onward)
}
