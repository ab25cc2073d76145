import type {
  Problem,
  SceneInfo,
  StartRequest,
  StartResponse,
  VerificationState,
} from '@faceid-h5/protocol'
import ky, { HTTPError, type Options } from 'ky'
import type { Platform } from '../environment/platform.js'
import { WidgetError } from './widget-error.js'

/**
 * The relay's HTTP API (and the merchant's `start-url`) as three calls. Each settles within its
 * timeout and rejects with a `WidgetError` only.
 */
export function relayClient(access: RelayAccess) {
  const { relay, startUrl, locale, fetch, after, online } = access
  return {
    start: (json: StartRequest): Promise<StartResponse> =>
      call(startUrl || `${relay}/v1/verifications`, started, 20_000, {
        method: 'post',
        json,
        // The merchant's back end may need the page's session; the relay uses no cookie.
        credentials: startUrl ? 'same-origin' : 'omit',
      }),
    read: (id: string, ticket: string): Promise<VerificationState> =>
      call(`${relay}/v1/verifications/${encodeURIComponent(id)}`, readable, 10_000, {
        headers: { authorization: `Bearer ${ticket}` },
      }),
    scene: (name: string): Promise<SceneInfo> =>
      call(`${relay}/v1/scenes/${encodeURIComponent(name)}`, described, 10_000),
  }

  /** ky's own timeout does not cover the response body. */
  function call<T>(
    url: string,
    isAnswer: (answer: Partial<T>) => unknown,
    timeoutMs: number,
    options?: Options,
  ): Promise<T> {
    const controller = new AbortController()
    return new Promise<T>((resolve, reject) => {
      const cancel = after(timeoutMs, () => {
        // Rejects before the abort does: a replaced `fetch` may ignore the signal.
        reject(new WidgetError('relay_slow', `no answer from ${url}`, true))
        controller.abort()
      })
      request(url, isAnswer, { ...options, signal: controller.signal })
        .catch((error) => explain(error, url))
        .then(resolve, reject)
        .then(cancel)
    })
  }

  async function request<T>(
    url: string,
    isAnswer: (answer: Partial<T>) => unknown,
    options: Options,
  ): Promise<T> {
    const answer = await ky(url, {
      credentials: 'omit',
      retry: { limit: 1, maxRetryAfter: 2_000 },
      timeout: false,
      fetch,
      ...options,
      headers: { 'accept-language': locale(), ...options.headers },
    }).json<Partial<T> | null>()
    // The guard checks every field that is used later.
    if (answer && isAnswer(answer)) return answer as T
    throw unreadable(url)
  }

  async function explain(error: unknown, url: string): Promise<never> {
    if (error instanceof HTTPError) {
      const { status } = error.response
      // It may come from a proxy or the merchant's back end: any field may have any type.
      const problem: Partial<Problem> | null = await error.response.json().catch(() => null)
      const { code, detail, retryable } = problem || {}
      throw new WidgetError(
        typeof code === 'string' ? code : 'answer_unreadable',
        typeof detail === 'string' ? detail : `status ${status} from ${url}`,
        typeof retryable === 'boolean' ? retryable : status > 499,
        error,
      )
    }
    if (error instanceof WidgetError) throw error
    throw error instanceof SyntaxError
      ? unreadable(url, error)
      : new WidgetError(
          online() ? 'relay_unreachable' : 'offline',
          `no answer from ${url}`,
          true,
          error,
        )
  }
}

function unreadable(url: string, cause?: unknown): WidgetError {
  return new WidgetError('answer_unreadable', `no relay answers at ${url}`, false, cause)
}

export interface RelayAccess extends Pick<Platform, 'fetch' | 'after' | 'online'> {
  relay: string
  startUrl?: string | undefined
  locale: () => string
}

const started = ({ id, url, ticket, openUntil }: Partial<StartResponse>) =>
  id && url && ticket && openUntil

const readable = ({ id, status }: Partial<VerificationState>) =>
  id && ['pending', 'passed', 'failed', 'expired'].includes(String(status))

const described = ({ modes }: Partial<SceneInfo>) => Array.isArray(modes)
