import type {
  Problem,
  SceneInfo,
  StartRequest,
  StartResponse,
  VerificationState,
} from '@faceid-h5/protocol'
import ky, { HTTPError, type Options } from 'ky'
import { WidgetError } from './widget-error.js'

/**
 * The relay's contract (and the merchant's `start-url`) as three calls. Every call settles; what it
 * rejects with is always a `WidgetError`.
 */
export function relayClient(access: RelayAccess): RelayClient {
  const { relay, startUrl, locale, fetch, wait, online } = access
  return {
    start: (json) =>
      call(startUrl || `${relay}/v1/verifications`, started, 20_000, {
        method: 'post',
        json,
        // The merchant's own back end may want the page's session; the relay knows no cookie.
        credentials: startUrl ? 'same-origin' : 'omit',
      }),
    read: (id, ticket) =>
      call(`${relay}/v1/verifications/${encodeURIComponent(id)}`, readable, 10_000, {
        headers: { authorization: `Bearer ${ticket}` },
      }),
    scene: (name) => call(`${relay}/v1/scenes/${encodeURIComponent(name)}`, described, 10_000),
  }

  function call<T>(
    url: string,
    isAnswer: (answer: Partial<T>) => unknown,
    patience: number,
    options?: Options,
  ): Promise<T> {
    return Promise.race([
      ask(url, isAnswer, options).catch(explain),
      // ky's own timeout ends with the headers; a body can hang as well, that of an error too.
      wait(patience).then(() => {
        throw new WidgetError('relay_slow', undefined, true)
      }),
    ])
  }

  async function ask<T>(
    url: string,
    isAnswer: (answer: Partial<T>) => unknown,
    options: Options = {},
  ): Promise<T> {
    const answer = await ky(url, {
      credentials: 'omit',
      retry: { limit: 1, maxRetryAfter: 2_000 },
      timeout: false,
      fetch,
      ...options,
      headers: { 'accept-language': locale(), ...options.headers },
    }).json<Partial<T> | null>()
    // The guard has looked at every field that is used later.
    if (answer && isAnswer(answer)) return answer as T
    throw new WidgetError('answer_unreadable')
  }

  async function explain(error: unknown): Promise<never> {
    if (error instanceof HTTPError) {
      const { status } = error.response
      // It may come from a proxy or the merchant's back end: any field may be anything.
      const problem: Partial<Problem> | null = await error.response.json().catch(() => null)
      const { code, detail, retryable } = problem || {}
      throw new WidgetError(
        typeof code === 'string' ? code : 'answer_unreadable',
        typeof detail === 'string' ? detail : `${status}`,
        typeof retryable === 'boolean' ? retryable : status > 499,
        error,
      )
    }
    if (error instanceof WidgetError) throw error
    throw error instanceof SyntaxError
      ? new WidgetError('answer_unreadable', undefined, false, error)
      : new WidgetError(online() ? 'relay_unreachable' : 'offline', undefined, true, error)
  }
}

export interface RelayAccess {
  relay: string
  startUrl?: string | undefined
  locale: () => string
  fetch: typeof fetch
  wait: (milliseconds: number) => Promise<void>
  online: () => boolean
}

export interface RelayClient {
  start(request: StartRequest): Promise<StartResponse>
  read(id: string, ticket: string): Promise<VerificationState>
  scene(name: string): Promise<SceneInfo>
}

const started = ({ id, url, ticket, openUntil }: Partial<StartResponse>) =>
  id && url && ticket && openUntil

const readable = ({ id, status }: Partial<VerificationState>) =>
  id && ['pending', 'passed', 'failed', 'expired'].indexOf(String(status)) >= 0

const described = ({ modes }: Partial<SceneInfo>) => Array.isArray(modes)
