/**
 * A client written from the public description of TC3-HMAC-SHA256 alone. It shares no line with the
 * sandbox or the SDK. Each part of a request can be made wrong.
 */
import { createHash, createHmac } from 'node:crypto'
import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { type Sandbox, sandboxCredential } from '../../src/index.js'

export interface Signing {
  action?: string
  version?: string
  region?: string
  token?: string
  host?: string
  service?: string
  /** Seconds since 1970. */
  timestamp?: number
  date?: string
  contentType?: string
  secretId?: string
  secretKey?: string
  body?: string
  /** Sent in place of the body that was signed. */
  sentBody?: string
  signedHeaders?: string[]
  /** Headers to leave out of the request. */
  without?: string[]
  method?: string
}

export interface Answer {
  status: number
  text: string
  response: { Error?: { Code: string; Message: string }; RequestId?: string } & Record<
    string,
    unknown
  >
}

export function signedHeaders(signing: Signing): Record<string, string> {
  const timestamp = signing.timestamp ?? Math.floor(Date.now() / 1000)
  const date = signing.date ?? new Date(timestamp * 1000).toISOString().slice(0, 10)
  const headers: Record<string, string> = {
    'content-type': signing.contentType ?? 'application/json; charset=utf-8',
    host: signing.host ?? 'faceid.tencentcloudapi.com',
    'x-tc-action': signing.action ?? 'DetectAuth',
  }
  const names = signing.signedHeaders ?? ['content-type', 'host']
  const canonical = [
    'POST',
    '/',
    '',
    // Of the headers that are signed, the values are in lower case too.
    ...names.map((name) => `${name}:${(headers[name] ?? '').toLowerCase()}`),
    '',
    names.join(';'),
    sha256(signing.body ?? '{}'),
  ].join('\n')
  const scope = `${date}/${signing.service ?? 'faceid'}/tc3_request`
  const toSign = `TC3-HMAC-SHA256\n${timestamp}\n${scope}\n${sha256(canonical)}`
  let key: Buffer = Buffer.from(`TC3${signing.secretKey ?? sandboxCredential.secretKey}`)
  for (const part of scope.split('/')) key = hmac(key, part)
  const signature = hmac(key, toSign).toString('hex')
  return {
    ...headers,
    authorization: `TC3-HMAC-SHA256 Credential=${signing.secretId ?? sandboxCredential.secretId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`,
    'x-tc-version': signing.version ?? '2018-03-01',
    'x-tc-timestamp': String(timestamp),
    ...(signing.region !== undefined && { 'x-tc-region': signing.region }),
    ...(signing.token !== undefined && { 'x-tc-token': signing.token }),
  }
}

/** `fetch` does not let a caller choose Host, so the request is written by `node:http`. */
export async function call(sandbox: Sandbox, signing: Signing = {}): Promise<Answer> {
  const headers = signedHeaders(signing)
  for (const name of signing.without ?? []) delete headers[name]
  const body = signing.sentBody ?? signing.body ?? '{}'
  const outgoing = request(sandbox.url, { method: signing.method ?? 'POST', headers })
  outgoing.end(signing.method === 'GET' ? undefined : body)
  // The sandbox may answer, and close the connection, before it has read all.
  outgoing.on('error', () => undefined)
  const [incoming]: IncomingMessage[] = await once(outgoing, 'response')
  const received = incoming ? await text(incoming) : ''
  return { status: incoming?.statusCode ?? 0, text: received, response: responseOf(received) }
}

export async function codeOf(sandbox: Sandbox, signing: Signing): Promise<string | undefined> {
  const { response, status } = await call(sandbox, signing)
  return status === 200 ? response.Error?.Code : `HTTP ${status}`
}

function responseOf(text: string): Answer['response'] {
  try {
    const parsed: { Response?: Answer['response'] } = JSON.parse(text)
    return parsed.Response ?? {}
  } catch {
    return {}
  }
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

const hmac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest()
