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

  async function call<T>(
    url: string,
    isAnswer: (answer: Partial<T>) => unknown,
    patience: number,
    options: Options = {},
  ): Promise<T> {
    // ky's own timeout ends with the headers; a body can hang as well.
    const slow = wait(patience).then(() => {
      throw new WidgetError('relay_slow', undefined, true)
    })
    try {
      const request = ky(url, {
        credentials: 'omit',
        retry: { limit: 1, maxRetryAfter: 2_000 },
        timeout: false,
        fetch,
        ...options,
        headers: { 'accept-language': locale(), ...options.headers },
      })
      const answer = await Promise.race([request.json<Partial<T> | null>(), slow])
      // The guard has looked at every field that is used later.
      if (answer && isAnswer(answer)) return answer as T
    } catch (error) {
      throw await explained(error)
    }
    throw new WidgetError('answer_unreadable')
  }

  async function explained(error: unknown): Promise<unknown> {
    if (error instanceof HTTPError) {
      const { status } = error.response
      const problem: Partial<Problem> = await error.response.json().catch(() => ({}))
      const { code = 'answer_unreadable', detail = `${status}`, retryable = status > 499 } = problem
      return new WidgetError(code, detail, retryable, error)
    }
    if (error instanceof WidgetError) return error
    return error instanceof SyntaxError
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
