import type { Problem } from '@faceid-h5/protocol'
import type { RelaySettings } from './relay-options.js'
import { problemOf, unreachable } from './relay-problem.js'
import { RelayRequestError } from './relay-request-error.js'

export interface RelayCall<Answer> {
  method: 'GET' | 'POST'
  /** The API key or the ticket: sent as a header, never in an address. */
  bearer: string
  body?: unknown
  locale?: string | undefined
  signal?: AbortSignal | undefined
  /** For the whole call, in milliseconds. Default: the settings' `deadlineMs`. */
  deadlineMs?: number
  /** For one try, in milliseconds. Default: the settings' `timeoutMs`. */
  timeoutMs?: number
  /** Takes the answer of a 2xx, whose body may still be under way; undefined where it is not one of the relay. */
  take: (response: Response, limits: Limits) => Promise<Answer | undefined>
}

/** What ends a call before its answer is complete. */
export interface Limits {
  timeout: AbortSignal
  caller: AbortSignal | undefined
}

type RelayRequest = <Answer>(path: string, call: RelayCall<Answer>) => Promise<Answer>

/** One call with its tries: again after what may pass by itself, never past the deadline, never after an abort. */
export function relayRequest(settings: RelaySettings): RelayRequest {
  const { now, random, wait, retries } = settings
  return async (path, call) => {
    const deadline = now() + (call.deadlineMs ?? settings.deadlineMs)
    for (let tries = 0; ; tries += 1) {
      const outcome = await attempt(settings, path, call, deadline - now())
      if ('answer' in outcome) return outcome.answer
      const { problem, cause, retryAfterMs } = outcome
      // Full jitter (0–200, 0–400, … ms), but never sooner than the relay asks.
      const pause = retryAfterMs ?? random() * 200 * 2 ** tries
      if (!problem.retryable || tries >= retries || now() + pause >= deadline) {
        throw new RelayRequestError(problem, { cause })
      }
      await wait(pause)
    }
  }
}

/** Takes an answer in JSON. */
export function json<Answer>(isAnswer: (value: unknown) => value is Answer) {
  return async (response: Response): Promise<Answer | undefined> => {
    const content = parseJson(await response.text())
    return isAnswer(content) ? content : undefined
  }
}

type Outcome<Answer> =
  | { answer: Answer }
  | { problem: Problem; cause?: unknown; retryAfterMs?: number }

async function attempt<Answer>(
  { relay, fetch, ...settings }: RelaySettings,
  path: string,
  call: RelayCall<Answer>,
  remainingMs: number,
): Promise<Outcome<Answer>> {
  const { method, bearer, body, locale, signal, timeoutMs = settings.timeoutMs, take } = call
  signal?.throwIfAborted()
  const timeout = AbortSignal.timeout(Math.max(1, Math.min(timeoutMs, remainingMs)))
  try {
    const response = await fetch(relay + path, {
      method,
      headers: {
        accept: 'application/json, application/problem+json',
        authorization: `Bearer ${bearer}`,
        ...(locale !== undefined && { 'accept-language': locale }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      // A redirect would carry the key and the person's data to another address.
      redirect: 'error',
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    })
    if (!response.ok) return problemOf(response, parseJson(await response.text()))
    const answer = await take(response, { timeout, caller: signal })
    return answer === undefined ? problemOf(response, undefined) : { answer }
  } catch (cause) {
    signal?.throwIfAborted()
    return { problem: unreachable(timeout.aborted), cause }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
