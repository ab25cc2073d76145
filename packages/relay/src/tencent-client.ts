// Calls Tencent Cloud FaceID: one client for the life of the process, keep-alive, deadlines, retries of what is safe
// to repeat, a breaker and a bulkhead. Throws nothing but ProviderError.
import { randomUUID } from 'node:crypto'
import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { connect } from 'node:net'
import {
  BrokenCircuitError,
  BulkheadRejectedError,
  bulkhead,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleWhen,
  type IPolicy,
  retry,
  wrap,
} from 'cockatiel'
import sdk from 'tencentcloud-sdk-nodejs-common'
import { watchBrokenAnswers } from './broken-answers.js'
import { ProviderError, providerError } from './provider-error.js'

export type Action = 'DetectAuth' | 'GetDetectInfoEnhanced'

export interface TencentClient {
  /** @returns `Response` of the API as it came. @throws {ProviderError} */
  call(
    action: Action,
    parameters: Record<string, unknown>,
    options?: { deadline?: number },
  ): Promise<Record<string, unknown>>
  close(): void
}

export interface TencentCredentials {
  secretId: string
  secretKey: string
  /** Of temporary credentials. */
  token?: string
}

export interface TencentClientOptions {
  credentials: TencentCredentials | (() => Promise<TencentCredentials>)
  /** Another address for the API, a sandbox; the request stays what Tencent would get. */
  endpoint?: URL
  /** Milliseconds for one call, retries not included; a call may say otherwise. */
  deadline?: number
  /** Told of every call that ended, with code and request id; never with parameters. */
  onCall?: (call: {
    action: Action
    milliseconds: number
    code: string
    requestId?: string
  }) => void
}

const host = 'faceid.tencentcloudapi.com'

export function createTencentClient(options: TencentClientOptions): TencentClient {
  const { credentials, endpoint, deadline = 8_000, onCall } = options
  // An explicit agent also keeps the SDK from obeying a stray lower-case http_proxy.
  const agent = endpoint === undefined ? new HttpsAgent(agentOptions) : sandboxAgent(endpoint)
  const client = new sdk.CommonClient(host, '2018-03-01', {
    credential: typeof credentials === 'function' ? { getCredential: credentials } : credentials,
    profile: {
      httpProfile: {
        // In seconds, and only a second net: each call has a deadline of its own.
        reqTimeout: 60,
        protocol: endpoint === undefined ? 'https://' : 'http://',
        agent,
      },
    },
  })
  const policy = upstreamPolicy()
  const answers = watchBrokenAnswers()

  async function once(action: Action, parameters: Record<string, unknown>, within: number) {
    const started = performance.now()
    const broken = new AbortController()
    const signal = AbortSignal.any([AbortSignal.timeout(within), broken.signal])
    const traceId = randomUUID()
    const watch = answers.watch(traceId, () => broken.abort())
    let code = 'Success'
    let requestId: string | undefined
    try {
      const answer: unknown = await client.request(action, parameters, {
        signal,
        headers: { 'X-TC-TraceId': traceId },
      })
      const response = plainObject(answer)
      requestId = typeof response.RequestId === 'string' ? response.RequestId : undefined
      return response
    } catch (thrown) {
      const error = broken.signal.aborted
        ? new ProviderError('transient', 'Network')
        : signal.aborted
          ? new ProviderError('transient', 'Timeout')
          : providerError(thrown)
      code = error.providerCode
      requestId = error.providerRequestId
      throw error
    } finally {
      watch.stop()
      const milliseconds = Math.round(performance.now() - started)
      onCall?.({ action, milliseconds, code, ...(requestId === undefined ? {} : { requestId }) })
    }
  }

  return {
    async call(action, parameters, { deadline: within = deadline } = {}) {
      try {
        return await policy.execute(() => once(action, parameters, within))
      } catch (error) {
        if (error instanceof BrokenCircuitError) throw new ProviderError('busy', 'BreakerOpen')
        if (error instanceof BulkheadRejectedError) throw new ProviderError('busy', 'BulkheadFull')
        throw error
      }
    },
    close() {
      answers.close()
      agent.destroy()
    },
  }
}

const agentOptions = { keepAlive: true, maxSockets: 100, timeout: 60_000 }

/** Same URL, Host header and signature as for Tencent; only the connection goes elsewhere. */
function sandboxAgent(endpoint: URL): HttpAgent {
  const agent = new HttpAgent(agentOptions)
  const port = Number(endpoint.port || 80)
  const hostname = endpoint.hostname.replace(/^\[|\]$/g, '')
  return Object.assign(agent, { createConnection: () => connect({ host: hostname, port }) })
}

function upstreamPolicy(): IPolicy {
  const temporary = handleWhen(
    (error) =>
      error instanceof ProviderError && (error.fault === 'transient' || error.fault === 'busy'),
  )
  const broken = handleWhen(
    (error) => error instanceof ProviderError && error.fault === 'transient',
  )
  return wrap(
    // Both calls are safe to repeat. A time-out has cost the user eight seconds already and is not repeated.
    retry(
      handleWhen(
        (error) =>
          temporary.options.errorFilter(error) &&
          (error as ProviderError).providerCode !== 'Timeout',
      ),
      { maxAttempts: 2, backoff: new ExponentialBackoff({ initialDelay: 100, maxDelay: 1_000 }) },
    ),
    circuitBreaker(broken, { halfOpenAfter: 5_000, breaker: new ConsecutiveBreaker(10) }),
    bulkhead(100, 400),
  )
}

function plainObject(answer: unknown): Record<string, unknown> {
  if (typeof answer !== 'object' || answer === null)
    throw new ProviderError('transient', 'BadAnswer')
  // Safe: its members are read as unknown.
  return answer as Record<string, unknown>
}
