import type {
  EvidenceMediaName,
  EvidencePart,
  MerchantStartRequest,
  StartResponse,
  VerificationState,
} from '@faceid-h5/protocol'
import { type EvidenceOf, evidencePath, isEvidenceOf } from './evidence.js'
import { type EvidenceStream, takeMedia } from './evidence-media.js'
import { type RelayClientOptions, relaySettings } from './relay-options.js'
import { json, relayRequest } from './relay-request.js'

export interface CallOptions {
  /** Gives up when the caller does. */
  signal?: AbortSignal
}

export interface ReadOptions extends CallOptions {
  /** Language of the advice: `zh-CN` (default), `zh-HK` or `en`. */
  locale?: string
}

export interface EvidenceOptions<Part extends EvidencePart> extends CallOptions {
  /** Default: `text` alone. Each further part is a call of its own at Tencent, and large. */
  include?: readonly Part[]
}

export interface RelayClient {
  /**
   * Starts a verification with what only the merchant knows. For a page's `start-url`, begin with
   * `...fromPage(body)` and answer what this returns. Keep `ticket` to read the status yourself.
   */
  start(request: MerchantStartRequest, options?: CallOptions): Promise<StartResponse>
  /** How a verification stands. To believe a `passed`, verify its `resultToken`. */
  read(id: string, ticket: string, options?: ReadOptions): Promise<VerificationState>
  /**
   * The parts of the evidence that are asked for, pictures and recordings as base64. `handle` is `evidence` of
   * a verified result; it opens for three days after the start, as long as Tencent keeps what it leads to.
   */
  evidence<Part extends EvidencePart = 'text'>(
    handle: string,
    options?: EvidenceOptions<Part>,
  ): Promise<EvidenceOf<Part>>
  /** One picture or recording as a stream. What Tencent does not have is a `RelayRequestError` with `not_found`. */
  evidenceMedia(
    handle: string,
    name: EvidenceMediaName,
    options?: CallOptions,
  ): Promise<EvidenceStream>
}

/**
 * Asks the relay in the merchant's name. What is safe is tried again until the deadline; what fails
 * throws a `RelayRequestError` with the relay's problem document.
 */
export function createRelayClient(options: RelayClientOptions): RelayClient {
  const settings = relaySettings(options)
  const request = relayRequest(settings)
  const { apiKey, evidenceDeadlineMs } = settings
  // One try may take all of the time: the relay asks Tencent once for each part.
  const patiently = { deadlineMs: evidenceDeadlineMs, timeoutMs: evidenceDeadlineMs }

  return {
    // Safe to repeat: a second DetectAuth makes another BizToken, costs nothing, and the first is forgotten.
    start: (body, { signal } = {}) =>
      request('/v1/verifications', {
        method: 'POST',
        bearer: apiKey,
        body,
        signal,
        take: json(isStartResponse),
      }),
    // Async, so that a wrong ticket or handle rejects like everything else that is wrong.
    async read(id, ticket, { signal, locale } = {}) {
      // `fetch` would name one that fits in no header.
      if (typeof ticket !== 'string' || !/^[A-Za-z0-9_-]+$/.test(ticket)) {
        throw new TypeError('`ticket` must be the one that the start answered')
      }
      return request(`/v1/verifications/${encodeURIComponent(id)}`, {
        method: 'GET',
        bearer: ticket,
        locale,
        signal,
        take: json(isVerificationState),
      })
    },
    async evidence(handle, { include, signal } = {}) {
      const { path, parts } = evidencePath(handle, include)
      return request(path, {
        method: 'GET',
        bearer: apiKey,
        signal,
        ...patiently,
        take: json(isEvidenceOf(parts)),
      })
    },
    async evidenceMedia(handle, name, { signal } = {}) {
      const { path } = evidencePath(handle)
      return request(`${path}/${name}`, {
        method: 'GET',
        bearer: apiKey,
        signal,
        ...patiently,
        take: takeMedia(name),
      })
    },
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
