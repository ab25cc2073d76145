import type { MerchantStartRequest, StartResponse, VerificationState } from '@faceid-h5/protocol'
import { type RelayClientOptions, relaySettings } from './relay-options.js'
import { relayRequest } from './relay-request.js'

export interface CallOptions {
  /** Gives up when the caller does. */
  signal?: AbortSignal
}

export interface ReadOptions extends CallOptions {
  /** Language of the advice: `zh-CN` (default), `zh-HK` or `en`. */
  locale?: string
}

export interface RelayClient {
  /**
   * Starts a verification with what only the merchant knows. For a page's `start-url`, begin with
   * `...fromPage(body)` and answer what this returns. Keep `ticket` to read the status yourself.
   */
  start(request: MerchantStartRequest, options?: CallOptions): Promise<StartResponse>
  /** How a verification stands. To believe a `passed`, verify its `resultToken`. */
  read(id: string, ticket: string, options?: ReadOptions): Promise<VerificationState>
}

/**
 * Asks the relay in the merchant's name. What is safe is tried again until the deadline; what fails
 * throws a `RelayError` with the relay's problem document.
 */
export function createRelayClient(options: RelayClientOptions): RelayClient {
  const settings = relaySettings(options)
  const request = relayRequest(settings)

  return {
    // Safe to repeat: a second DetectAuth makes another BizToken, costs nothing, and the first is forgotten.
    start: (body, { signal } = {}) =>
      request('/v1/verifications', {
        method: 'POST',
        bearer: settings.apiKey,
        body,
        signal,
        isAnswer: isStartResponse,
      }),
    read: (id, ticket, { signal, locale } = {}) =>
      request(`/v1/verifications/${encodeURIComponent(id)}`, {
        method: 'GET',
        bearer: ticket,
        locale,
        signal,
        isAnswer: isVerificationState,
      }),
  }
}

function isStartResponse(value: unknown): value is StartResponse {
  return hasText(value, 'id', 'mode', 'url', 'ticket')
}

function isVerificationState(value: unknown): value is VerificationState {
  return hasText(value, 'id', 'status')
}

function hasText(value: unknown, ...names: string[]): boolean {
  const members = new Map(Object.entries(value ?? {}))
  return names.every((name) => typeof members.get(name) === 'string')
}
