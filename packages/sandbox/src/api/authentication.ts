/**
 * Who is calling. Every reason to refuse is one of the documented `AuthFailure.*` codes; a request
 * passes only if its signature is the one computed here.
 */
import { timingSafeEqual } from 'node:crypto'
import { ApiError } from './api-error.js'
import { parseAuthorization, signature } from './tc3.js'

export interface ApiRequest {
  method: string
  query: string
  headers: Readonly<Record<string, string>>
  body: Buffer
}

export interface Credential {
  secretId: string
  secretKey: string
  /** Of temporary credentials: the X-TC-Token that must come with them. */
  token?: string
}

/** A clock may be off by five minutes, either way. */
const skewSeconds = 300

export function authenticate(
  request: ApiRequest,
  credentials: readonly Credential[],
  now: number,
): string {
  const header = request.headers.authorization
  const timestamp = request.headers['x-tc-timestamp'] ?? ''
  if (header === undefined) throw new ApiError('AuthFailure.InvalidAuthorization')
  const authorization = parseAuthorization(header)
  if (!authorization) throw new ApiError('AuthFailure.InvalidAuthorization')
  const { signedHeaders, service, secretId } = authorization
  if (!signedHeaders.includes('content-type') || !signedHeaders.includes('host'))
    throw new ApiError('AuthFailure.InvalidAuthorization', '`content-type;host` must be signed.')
  if (!servicesOf(request.headers.host ?? '').includes(service))
    throw new ApiError('AuthFailure.InvalidAuthorization', 'The service of the scope is wrong.')
  checkTime(timestamp, authorization.date, now)
  const credential = credentials.find((candidate) => candidate.secretId === secretId)
  if (!credential) throw new ApiError('AuthFailure.SecretIdNotFound')
  const right = asSigned(request.headers).some((headers) =>
    equal(
      authorization.signature,
      signature({ ...request, ...authorization, headers, timestamp }, credential.secretKey),
    ),
  )
  if ((request.headers['x-tc-token'] ?? '') !== (credential.token ?? ''))
    throw new ApiError('AuthFailure.TokenFailure')
  if (!right) throw new ApiError('AuthFailure.SignatureFailure')
  return secretId
}

/**
 * The description wants values in lower case. The official SDK signs them as they are, and the host
 * without its port, which it sends all the same.
 */
function asSigned(headers: ApiRequest['headers']): Record<string, string>[] {
  const { host = '' } = headers
  const lower = Object.entries(headers).map(([name, value]) => [name, value.toLowerCase()])
  return [headers, Object.fromEntries(lower)].flatMap((values) => [
    { ...values, host },
    { ...values, host: host.replace(/:\d+$/, '') },
  ])
}

/** At Tencent it is `faceid`. A client pointed at the sandbox's own address derives it from there. */
function servicesOf(host: string): string[] {
  if (host.endsWith('.tencentcloudapi.com')) return ['faceid']
  return ['faceid', host.split('.')[0] ?? '']
}

function checkTime(timestamp: string, date: string, now: number): void {
  if (!/^\d{1,12}$/.test(timestamp))
    throw new ApiError('InvalidParameter', '`X-TC-Timestamp` is not a number of seconds.')
  const seconds = Number(timestamp)
  if (Math.abs(now / 1000 - seconds) > skewSeconds)
    throw new ApiError('AuthFailure.SignatureExpire')
  if (new Date(seconds * 1000).toISOString().slice(0, 10) !== date)
    throw new ApiError(
      'AuthFailure.SignatureFailure',
      'The date of the scope is not that of the timestamp.',
    )
}

function equal(left: string, right: string): boolean {
  return timingSafeEqual(Buffer.from(left), Buffer.from(right))
}
