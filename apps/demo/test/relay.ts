import { generateKeyPairSync, sign } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { createDemo, type DemoOptions } from '../src/index.js'

const { privateKey, publicKey } = generateKeyPairSync('ed25519')
const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'test' }

export interface Relay {
  url: string
  starts: { bearer: string | undefined; body: Record<string, unknown> }[]
  asked: { line: string; bearer: string | undefined }[]
  /** How it answers a `GET`: what its address begins with → status, body and its type. */
  gets: Record<string, { status: number; body: unknown; type?: string }>
  /** How it answers the next starts. */
  answer: { status: number; body: unknown }
  /** A token as the real one would sign it for this reference; passed and of a sandbox unless told otherwise. */
  token(reference: string, claims?: Record<string, unknown>): string
}

/** As much of a relay as a merchant's back end sees: its keys, its starts, its tokens. */
export async function serveRelay(): Promise<Relay> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    response.setHeader('content-type', 'application/json')
    if (request.url === '/.well-known/jwks.json')
      return response.end(JSON.stringify({ keys: [jwk] }))
    const bearer = request.headers.authorization
    if (request.method === 'GET') {
      relay.asked.push({ line: String(request.url), bearer })
      const [, answer = { status: 404, body: problem('not_found', 404) }] =
        Object.entries(relay.gets).find(([start]) => request.url?.startsWith(start)) ?? []
      const { status, body, type = 'application/json' } = answer
      response.writeHead(status, { 'content-type': type })
      return response.end(Buffer.isBuffer(body) ? body : JSON.stringify(body))
    }
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8'))
    relay.starts.push({ bearer, body })
    response.writeHead(relay.answer.status).end(JSON.stringify(relay.answer.body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  // `address()` is an object for a server that listens on a port.
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  const relay: Relay = {
    url,
    starts: [],
    asked: [],
    gets: {},
    answer: { status: 201, body: {} },
    token: (reference, claims = {}) => signed({ ...passed(url), sub: reference, ...claims }),
  }
  return relay
}

export function problem(code: string, status: number) {
  return { type: 'about:blank', title: code, status, code, detail: code, retryable: false }
}

export async function openShop(relay: Relay, options: Partial<DemoOptions> = {}): Promise<string> {
  const demo = await createDemo({
    relayUrl: relay.url,
    apiKey: 'key-1',
    allowSandbox: true,
    ...options,
  })
  onTestFinished(() => demo.close())
  return demo.url
}

function passed(iss: string) {
  const now = Math.floor(Date.now() / 1000)
  return {
    iss,
    aud: 'member',
    jti: 'verification-1',
    iat: now,
    exp: now + 600,
    use_until: now + 3600,
    status: 'passed',
    mode: 'overlay',
    started_by: 'browser',
    handoff: false,
    identity: 'captured',
    sandbox: true,
    evidence: 'sealed-handle',
  }
}

function signed(claims: unknown): string {
  const input = [{ alg: 'EdDSA', typ: 'faceid-result+jwt', kid: 'test' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  return `${input}.${sign(null, Buffer.from(input), privateKey).toString('base64url')}`
}
