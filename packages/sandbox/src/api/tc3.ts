/**
 * TC3-HMAC-SHA256, written from the public description of Tencent Cloud API 3.0 signatures: the
 * signature that a request ought to have. Pure: no clock, no credentials store.
 */
import { createHash, createHmac } from 'node:crypto'

export interface SignedRequest {
  method: string
  /** Query without the question mark. */
  query: string
  /** Values as they were signed. */
  headers: Readonly<Record<string, string>>
  signedHeaders: readonly string[]
  body: Buffer
  /** Seconds since 1970, as X-TC-Timestamp says it. */
  timestamp: string
  /** `<date>/<service>/tc3_request` */
  scope: string
}

export function signature(request: SignedRequest, secretKey: string): string {
  const [date = '', service = '', terminator = ''] = request.scope.split('/')
  const toSign = [
    'TC3-HMAC-SHA256',
    request.timestamp,
    request.scope,
    sha256(canonicalRequest(request)),
  ].join('\n')
  const key = hmac(hmac(hmac(`TC3${secretKey}`, date), service), terminator)
  return hmac(key, toSign).toString('hex')
}

export interface Authorization {
  secretId: string
  date: string
  service: string
  scope: string
  signedHeaders: string[]
  signature: string
}

/** The parts of an Authorization header, or undefined where it is not of this kind. */
export function parseAuthorization(header: string): Authorization | undefined {
  const match =
    /^TC3-HMAC-SHA256 Credential=([^/\s,]+)\/(\d{4}-\d{2}-\d{2})\/([^/\s,]+)\/tc3_request,\s*SignedHeaders=([a-z0-9;-]+),\s*Signature=([0-9a-f]{64})$/.exec(
      header,
    )
  if (!match) return undefined
  const [, secretId = '', date = '', service = '', signedHeaders = '', hex = ''] = match
  return {
    secretId,
    date,
    service,
    scope: `${date}/${service}/tc3_request`,
    signedHeaders: signedHeaders.split(';'),
    signature: hex,
  }
}

function canonicalRequest(request: SignedRequest): string {
  const headers = request.signedHeaders
    .map((name) => `${name}:${(request.headers[name] ?? '').trim()}\n`)
    .join('')
  return [
    request.method,
    '/',
    request.query,
    headers,
    request.signedHeaders.join(';'),
    sha256(request.body),
  ].join('\n')
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}

function hmac(key: string | Buffer, content: string): Buffer {
  return createHmac('sha256', key).update(content).digest()
}
