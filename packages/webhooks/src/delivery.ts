import { signedHeaders } from './signature.js'

const minute = 60_000
const hour = 60 * minute
/** Milliseconds before each attempt; after the last one, every 20 h. */
const delays = [
  0,
  5_000,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
]
const timeoutMs = 15_000

export type Delivery =
  | { kind: 'delivered' }
  /** 410: the receiver wants no more. */
  | { kind: 'gone' }
  /** `problem`: `http_503`, `timeout`, `ECONNREFUSED`, …: never a text of the receiver. */
  | { kind: 'failed'; problem: string; retryAfterMs?: number }
  /** The relay stops: not an attempt. */
  | { kind: 'aborted' }

export interface Message {
  id: string
  url: string
  body: string
}

export interface DeliverOptions {
  secrets: Buffer[]
  now: () => number
  /** Aborts when the relay stops. */
  stopping: AbortSignal
}

/** Sends one POST: 15 s, no redirect followed, the response body dropped unread. */
export async function deliver(
  { id, url, body }: Message,
  { secrets, now, stopping }: DeliverOptions,
): Promise<Delivery> {
  const timeout = AbortSignal.timeout(timeoutMs)
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'faceid-h5-webhooks',
        ...signedHeaders(secrets, id, Math.floor(now() / 1_000), body),
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.any([timeout, stopping]),
    })
    await response.body?.cancel()
    if (response.ok) return { kind: 'delivered' }
    if (response.status === 410) return { kind: 'gone' }
    const retryAfterMs = [429, 502, 503, 504].includes(response.status)
      ? retryAfter(response.headers.get('retry-after'), now())
      : undefined
    const failed = { kind: 'failed', problem: `http_${response.status}` } as const
    return retryAfterMs === undefined ? failed : { ...failed, retryAfterMs }
  } catch (error) {
    if (stopping.aborted) return { kind: 'aborted' }
    return { kind: 'failed', problem: timeout.aborted ? 'timeout' : errorCode(error) }
  }
}

/** Milliseconds until the next attempt after `attempts` failed ones, with 10 % jitter. */
export function delayAfter(attempts: number, retryAfterMs = 0): number {
  const delay = delays[Math.min(attempts, delays.length - 1)] ?? 0
  return Math.max(delay * (0.9 + 0.2 * Math.random()), retryAfterMs)
}

/** In seconds or as a date (RFC 9110, 10.2.3). */
function retryAfter(value: string | null, now: number): number | undefined {
  if (value === null) return undefined
  const ms = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - now
  return Number.isFinite(ms) && ms > 0 ? ms : undefined
}

/** The errno below a failed fetch. */
function errorCode(error: unknown): string {
  const { cause } = error instanceof Error ? error : { cause: undefined }
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  return typeof code === 'string' && /^[A-Z0-9_]+$/.test(code) ? code : 'network_error'
}
