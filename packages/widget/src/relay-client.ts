import type {
  Problem,
  SceneInfo,
  StartRequest,
  StartResponse,
  VerificationState,
} from '@faceid-h5/protocol'
import ky, { HTTPError, type Options, TimeoutError } from 'ky'
import { WidgetError } from './widget-error.js'

/**
 * The relay's contract (and the merchant's `start-url`) as three calls. Every call settles; what it
 * rejects with is always a `WidgetError`.
 */
export function relayClient({ relay, startUrl, locale, fetch, online }: RelayAccess): RelayClient {
  return {
    start: (request) =>
      // Its own back end may want the session of the page; the relay has no cookie.
      call(startUrl || `${relay}/v1/verifications`, started, {
        method: 'post',
        json: request,
        timeout: 20_000,
        ...(startUrl ? { credentials: 'same-origin' } : {}),
      }),
    read: (id, ticket) =>
      call(`${relay}/v1/verifications/${encodeURIComponent(id)}`, readable, {
        headers: { authorization: `Bearer ${ticket}` },
      }),
    scene: (name) => call(`${relay}/v1/scenes/${encodeURIComponent(name)}`, described),
  }

  async function call<T>(
    url: string,
    isAnswer: (answer: Partial<T>) => boolean,
    options: Options = {},
  ): Promise<T> {
    let answer: unknown
    try {
      answer = await ky(url, {
        credentials: 'omit',
        cache: 'no-store',
        timeout: 10_000,
        retry: { limit: 1, backoffLimit: 1_000, maxRetryAfter: 2_000 },
        fetch,
        ...options,
        headers: { 'accept-language': locale(), ...options.headers },
      }).json()
    } catch (error) {
      throw await explained(error)
    }
    // The guard looks at every field that is used below.
    if (answer && isAnswer(answer as Partial<T>)) return answer as T
    throw new WidgetError('answer_unreadable', 'The answer is not one of the relay’s contract')
  }

  async function explained(error: unknown): Promise<WidgetError> {
    if (error instanceof HTTPError) {
      const problem: Partial<Problem> = await error.response.json().catch(() => ({}))
      const { code, detail, retryable } = problem
      const { status } = error.response
      return code
        ? new WidgetError(code, String(detail), retryable === true, error)
        : new WidgetError(
            'answer_unreadable',
            `Answered with status ${status}`,
            status > 499,
            error,
          )
    }
    if (error instanceof TimeoutError) return trouble('relay_slow', error)
    if (error instanceof SyntaxError) {
      return new WidgetError('answer_unreadable', 'The answer is not JSON', false, error)
    }
    return trouble(online() ? 'relay_unreachable' : 'offline', error)
  }
}

export interface RelayAccess {
  relay: string
  startUrl?: string | undefined
  locale: () => string
  fetch: typeof fetch
  online: () => boolean
}

export interface RelayClient {
  start(request: StartRequest): Promise<StartResponse>
  read(id: string, ticket: string): Promise<VerificationState>
  scene(name: string): Promise<SceneInfo>
}

const started = ({ id, url, ticket, openUntil }: Partial<StartResponse>): boolean =>
  !!id && !!ticket && typeof url === 'string' && typeof openUntil === 'number'

const readable = ({ id, status, nextPollAfterMs }: Partial<VerificationState>): boolean =>
  !!id &&
  typeof nextPollAfterMs === 'number' &&
  ['pending', 'passed', 'failed', 'expired'].indexOf(String(status)) >= 0

const described = ({ modes }: Partial<SceneInfo>): boolean => Array.isArray(modes)

function trouble(
  code: 'offline' | 'relay_slow' | 'relay_unreachable',
  cause: unknown,
): WidgetError {
  const message = {
    offline: 'No network',
    relay_slow: 'No answer in time',
    relay_unreachable: 'No answer',
  }
  return new WidgetError(code, message[code], true, cause)
}
