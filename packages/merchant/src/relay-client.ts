import type {
  EvidenceMediaName,
  EvidencePart,
  MerchantStartRequest,
  StartResponse,
  VerificationState,
} from '@faceid-h5/protocol'
import {
  type EvidenceOf,
  type EvidenceStream,
  evidencePath,
  isEvidenceOf,
  mediaPath,
  takeMedia,
} from './evidence.js'
import {
  json,
  type RelayCall,
  type RelayClientOptions,
  relayRequest,
  relaySettings,
} from './relay-request.js'
import { object, string } from './shape.js'

export interface CallOptions {
  /** Aborts the call and its retries. */
  signal?: AbortSignal
}

export interface ReadOptions extends CallOptions {
  /** Language of `reason.advice`: `zh-CN` (default), `zh-HK` or `en`. */
  locale?: string
}

export interface EvidenceOptions<Part extends EvidencePart> extends CallOptions {
  /** Default: `text` only. Each other part is one more call to Tencent, and large. */
  include?: readonly Part[]
}

export interface RelayClient {
  /**
   * Starts a verification with what only the merchant knows. For a page's `start-url`, spread
   * `...fromPage(body)` first and respond with what this returns. Store `ticket` to read the status yourself.
   */
  start(request: MerchantStartRequest, options?: CallOptions): Promise<StartResponse>
  /** Reads the status of a verification. It proves nothing: verify its `resultToken`. */
  read(id: string, ticket: string, options?: ReadOptions): Promise<VerificationState>
  /**
   * Reads the requested parts of the evidence, pictures and recordings as base64. `handle` is `evidence` of
   * a verified result; it is valid for three days after the start, as long as Tencent keeps the data.
   */
  evidence<Part extends EvidencePart = 'text'>(
    handle: string,
    options?: EvidenceOptions<Part>,
  ): Promise<EvidenceOf<Part>>
  /** Reads one picture or recording as a stream. Throws `not_found` if Tencent has none. */
  evidenceMedia(
    handle: string,
    name: EvidenceMediaName,
    options?: CallOptions,
  ): Promise<EvidenceStream>
}

/**
 * Calls the relay with the API key. Retries what is retryable until the deadline; throws a
 * `RelayRequestError` with the relay's problem document for everything else.
 */
export function createRelayClient(options: RelayClientOptions): RelayClient {
  const settings = relaySettings(options)
  const { apiKey, evidenceDeadlineMs } = settings
  const request = <Answer>(path: string, call: RelayCall<Answer>) =>
    relayRequest(settings, path, call)
  // One attempt may take all of the time: the relay calls Tencent once for each part.
  const evidenceTimes = { deadlineMs: evidenceDeadlineMs, timeoutMs: evidenceDeadlineMs }

  return {
    // Safe to repeat: a second DetectAuth creates another BizToken and costs nothing.
    start: (body, { signal } = {}) =>
      request('/v1/verifications', { bearer: apiKey, body, signal, take: json(isStartResponse) }),
    // Async, so that a wrong ticket or handle rejects instead of throwing.
    async read(id, ticket, { signal, locale } = {}) {
      // `fetch` would quote a ticket that fits in no header.
      if (typeof ticket !== 'string' || !/^[A-Za-z0-9_-]+$/.test(ticket)) {
        throw new TypeError('`ticket` must be the `ticket` of the start response')
      }
      return request(`/v1/verifications/${encodeURIComponent(id)}`, {
        bearer: ticket,
        locale,
        signal,
        take: json(isVerificationState),
      })
    },
    async evidence<Part extends EvidencePart = 'text'>(
      handle: string,
      // Safe: `Part` is `'text'` if no parts are requested.
      { include = ['text' as Part], signal }: EvidenceOptions<Part> = {},
    ) {
      const take = json(isEvidenceOf(include))
      const call = { bearer: apiKey, signal, ...evidenceTimes, take }
      return request(evidencePath(handle, include), call)
    },
    async evidenceMedia(handle, name, { signal } = {}) {
      const call = { bearer: apiKey, signal, ...evidenceTimes, take: takeMedia }
      return request(mediaPath(handle, name), call)
    },
  }
}

const isStartResponse = object<StartResponse>({
  id: string,
  mode: string,
  url: string,
  ticket: string,
})
const isVerificationState = object<VerificationState>({ id: string, status: string })
