import ky, { HTTPError, TimeoutError } from 'ky'
import { notRelay, problemOf, RelayRequestError, unreachable } from './relay-request-error.js'
import { httpUrl } from './shape.js'

export interface RelayClientOptions {
  /** The relay's address as the back end reaches it, path included. */
  relay: string
  /** `MERCHANT_API_KEY` of the relay. */
  apiKey: string
  /** For one call with its retries, in milliseconds. Default: 15000. */
  deadlineMs?: number
  /** For the response headers of one attempt, in milliseconds. Default: 6000. */
  timeoutMs?: number
  /** For evidence, to its last byte and with its retries, in milliseconds. Default: 60000. */
  evidenceDeadlineMs?: number
  /** Retries after a failed attempt, 0–5. Default: 2. */
  retries?: number
  /** Default: the global `fetch`. */
  fetch?: typeof fetch
}

export type RelaySettings = Required<RelayClientOptions>

/** Applies the defaults. Throws a `TypeError` that names a wrong option. */
export function relaySettings(options: RelayClientOptions): RelaySettings {
  const defaults = { deadlineMs: 15_000, timeoutMs: 6000, evidenceDeadlineMs: 60_000, retries: 2 }
  const settings = { ...defaults, fetch: globalThis.fetch, ...options }
  const { relay, apiKey, retries } = settings
  if (!httpUrl(relay)) throw new TypeError('`relay` must be an http(s) address')
  if (!apiKey) throw new TypeError('`apiKey` is missing: it is the relay’s MERCHANT_API_KEY')
  // Only what a header can carry; a trailing line feed from a secret file is the usual mistake.
  if (typeof apiKey !== 'string' || !/^[\x21-\x7e]+$/.test(apiKey)) {
    throw new TypeError('`apiKey` must be printable ASCII without spaces')
  }
  for (const name of ['deadlineMs', 'timeoutMs', 'evidenceDeadlineMs'] as const) {
    if (!(settings[name] > 0)) throw new TypeError(`\`${name}\` must be a number above 0`)
  }
  if (!(Number.isInteger(retries) && retries >= 0 && retries <= 5)) {
    throw new TypeError('`retries` must be 0–5')
  }
  return { ...settings, relay: relay.replace(/\/+$/, '') }
}

/** When a call is given up, and the error that says why. */
export interface End {
  signal: AbortSignal
  failed: (cause: unknown) => unknown
}

export interface RelayCall<Answer> {
  /** The API key or the ticket: sent as a header, never in a URL. */
  bearer: string
  /** Sent as JSON by POST; without one the call is a GET. */
  body?: unknown
  locale?: string | undefined
  signal?: AbortSignal | undefined
  /** For the call with its retries, in milliseconds. Default: the settings' `deadlineMs`. */
  deadlineMs?: number
  /** For the headers of one attempt, in milliseconds. Default: the settings' `timeoutMs`. */
  timeoutMs?: number
  /** Reads the body of a 2xx response; returns undefined if it is not a relay's. */
  take: (response: Response, end: End) => Promise<Answer | undefined>
}

/** Sends one call: retries what is retryable, never past the deadline, never after an abort. */
export async function relayRequest<Answer>(
  settings: RelaySettings,
  path: string,
  call: RelayCall<Answer>,
): Promise<Answer> {
  const { bearer, body, locale, signal, take } = call
  const { deadlineMs = settings.deadlineMs, timeoutMs = settings.timeoutMs } = call
  const startedAt = performance.now()
  const deadline = AbortSignal.timeout(deadlineMs)
  const ended = signal ? AbortSignal.any([signal, deadline]) : deadline
  // fetch holds its signal weakly, and may miss the end of a body that stops on its way.
  const givenUp = new Promise<never>((_, reject) =>
    ended.addEventListener('abort', () => reject(ended.reason), { once: true }),
  )
  // Not the error of ky, whose request holds the credential.
  const failed = (cause: unknown) => {
    if (signal?.aborted) return signal.reason
    const timedOut = deadline.aborted || cause instanceof TimeoutError
    return new RelayRequestError(unreachable(timedOut), timedOut ? {} : { cause })
  }
  try {
    const sending = ky(settings.relay + path, {
      method: body === undefined ? 'get' : 'post',
      fetch: settings.fetch,
      headers: {
        accept: 'application/json, application/problem+json',
        authorization: `Bearer ${bearer}`,
        ...(locale !== undefined && { 'accept-language': locale }),
      },
      ...(body !== undefined && { json: body }),
      // A redirect would carry the key and the person's data to another address.
      redirect: 'error',
      signal: ended,
      timeout: timeoutMs,
      retry: {
        limit: settings.retries,
        methods: ['get', 'post'],
        statusCodes: [408, 429, 500, 502, 503, 504],
        afterStatusCodes: [429, 502, 503, 504],
        retryOnTimeout: true,
        delay: (attempt) => Math.random() * 200 * 2 ** (attempt - 1),
        async shouldRetry({ error }) {
          if (!(error instanceof HTTPError)) return undefined
          const { retryable } = await problemOf(error.response.clone())
          const retryAfterMs = Number(error.response.headers.get('retry-after')) * 1000
          const elapsed = performance.now() - startedAt
          return retryable && !(elapsed + retryAfterMs >= deadlineMs) ? undefined : false
        },
      },
    })
    const response = await Promise.race([sending, givenUp])
    const answer = await Promise.race([take(response, { signal: ended, failed }), givenUp])
    if (answer === undefined) throw new RelayRequestError(notRelay(response.status))
    return answer
  } catch (error) {
    if (error instanceof RelayRequestError) throw error
    if (error instanceof HTTPError) throw new RelayRequestError(await problemOf(error.response))
    throw failed(error)
  }
}

/** Reads a response in JSON. */
export function json<Answer>(isAnswer: (value: unknown) => value is Answer) {
  return async (response: Response): Promise<Answer | undefined> => {
    const content: unknown = await response.json().catch((cause: unknown) => {
      if (cause instanceof SyntaxError) return undefined
      throw cause
    })
    return isAnswer(content) ? content : undefined
  }
}
