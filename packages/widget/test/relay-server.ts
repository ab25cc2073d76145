import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import type {
  Problem,
  SceneInfo,
  StartRequest,
  StartResponse,
  VerificationState,
} from '@faceid-h5/protocol'
import { renderSVG } from 'uqr'
import { listen } from '../../../.config/listen.js'

/**
 * A real HTTP server that speaks the relay's contract below `/faceid`, with a hosted page that
 * sends the browser back, and the merchant's pages beside it. It keeps what it was asked; what it
 * answers is set by the test.
 */
export async function relayServer(host = '127.0.0.1') {
  const server = createServer((request, response) => {
    handle(request, response).catch((error: Error) => response.writeHead(500).end(error.message))
  })
  const { port } = new URL(await listen(server))
  const origin = `http://${host}:${port}`
  const relay = {
    origin,
    /** Its `publicUrl`, with a path. */
    address: `${origin}/faceid`,
    ...initial(),
    /** Forgets everything that a test has set. */
    renew(): void {
      starts.length = 0
      Object.assign(relay, initial())
    },
    close(): Promise<void> {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
  const starts: StartRequest[] = []
  return relay

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', origin)
    const { pathname } = url
    if (request.method === 'OPTIONS' || pathname === '/favicon.ico') {
      return send(response, { status: 204 })
    }
    if (!url.pathname.startsWith('/faceid/v1/') && url.pathname !== '/start') {
      return send(response, await page(url.pathname))
    }
    const call = `${request.method} ${url.pathname.replace('/faceid/v1', '')}`
    const sent = await text(request)
    const body: StartRequest | undefined = sent ? JSON.parse(sent) : undefined
    relay.asked.push({ call, headers: request.headers, ...(body && { body }) })
    await relay.hold?.(call)
    const kind = /^POST|(?<=GET \/)\w+/.exec(call)?.[0] ?? ''
    const id = Number(url.pathname.split('/').pop())
    return send(response, api(kind, id, body, request.headers.authorization))
  }

  function api(kind: string, id: number, body?: StartRequest, authorization?: string): Answer {
    const problem = relay.problems[kind]
    if (problem) return json(problem.status, problem)
    if (kind === 'POST' && body) return json(201, start(body))
    if (kind === 'scenes') return json(200, relay.scene)
    if (kind === 'verifications') {
      return authorization === `Bearer ticket-${id}`
        ? json(200, { ...pending(id), ...relay.outcome })
        : json(401, { status: 401, code: 'ticket_invalid', detail: 'No', retryable: false })
    }
    if (kind === 'hosted') {
      return html(`<h1>Hosted page</h1><a href="/faceid/v1/return/${id}?BizToken=X">done</a>`)
    }
    return { status: 303, headers: { location: starts[id]?.returnUrl ?? '/' } }
  }

  function start(body: StartRequest): StartResponse {
    const id = starts.push(body) - 1
    const url = `${relay.address}/v1/hosted/${id}`
    return {
      id: String(id),
      mode: body.modes[0] ?? 'overlay',
      url,
      ticket: `ticket-${id}`,
      openUntil: Date.now() + 7_200_000,
      ...(body.handoff ? { qrCode: qrCode(url) } : {}),
      ...relay.started,
    }
  }

  async function page(path: string): Promise<Answer> {
    const [, file] = /^\/faceid\/(faceid-h5\.(js|css))$/.exec(path) ?? []
    const body = file
      ? await readFile(new URL(`../dist/${file}`, import.meta.url))
      : relay.pages[path]
    if (body === undefined) return { status: 404 }
    const type = types[path.split('.')[1] ?? 'html'] ?? ''
    return { status: 200, headers: { 'content-type': type, ...relay.headers }, body }
  }
}

export type TestRelay = Awaited<ReturnType<typeof relayServer>>

const initial = () => {
  const modes: SceneInfo['modes'] = ['native', 'overlay']
  return {
    asked: [] as (Pick<IncomingMessage, 'headers'> & { call: string; body?: StartRequest })[],
    scene: { modes, outsideWeChat: false, handoff: false, consent: false },
    /** What a read answers, beyond pending. */
    outcome: {} as Partial<VerificationState>,
    /** What a start answers, beyond the usual. */
    started: {} as Partial<StartResponse>,
    /** By `POST`, `verifications` or `scenes`. */
    problems: {} as Record<string, Omit<Problem, 'type' | 'title' | 'requestId'> | undefined>,
    /** The call is answered once this settles. */
    hold: undefined as ((call: string) => Promise<void> | undefined) | undefined,
    /** The merchant's pages, by path. */
    pages: {} as Record<string, string>,
    /** Of the merchant's pages and of the script. */
    headers: {} as Record<string, string>,
  }
}

export const qrCode = (url: string): string =>
  `data:image/svg+xml,${encodeURIComponent(renderSVG(url, { border: 2 }))}`

interface Answer {
  status: number
  headers?: Record<string, string>
  body?: string | Buffer
}

const types: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css',
}

function pending(id: number): VerificationState {
  const openUntil = Date.now() + 7_200_000
  return { id: String(id), status: 'pending', final: false, openUntil, nextPollAfterMs: 50 }
}

function json(status: number, body: unknown): Answer {
  const type = status < 400 ? 'application/json' : 'application/problem+json'
  return { status, headers: { 'content-type': type }, body: JSON.stringify(body) }
}

function html(body: string): Answer {
  return { status: 200, headers: { 'content-type': types.html ?? '' }, body }
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.setHeader('access-control-allow-origin', '*')
  response.setHeader('access-control-allow-headers', 'authorization, content-type')
  response.writeHead(status, headers).end(body)
}
