// Calls Tencent Cloud FaceID: one client per process, with keep-alive, a queue per action, deadlines, retries and breakers.
import { randomUUID } from 'node:crypto'
import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { connect } from 'node:net'
import type { Action, Requests, Responses, Unchecked } from './api-types.js'
import { type CallOrder, type CallQueue, rank } from './call-queue.js'
import type { TencentCredentials } from './credentials.js'
import { ProviderError, providerError, requestIdOf } from './errors.js'
import { watchExchanges } from './exchange.js'
import { type CallPolicy, callPolicies, createExecute } from './resilience.js'

export interface CallOptions {
  /** Default: that of the action. */
  policy?: CallPolicy
  /** Default: before all others. */
  order?: CallOrder | undefined
  /** Default: the deadline of the policy from now on. Of `performance.now()`. */
  endsAt?: number
}

export interface TencentClient {
  /** @returns `Response` of the API, unchecked. @throws {ProviderError} */
  call<A extends Action>(
    action: A,
    parameters: Requests[A],
    options?: CallOptions,
  ): Promise<Unchecked<Responses[A]>>
  close(): void
}

/** One call that ended. Codes and ids only, never parameters. */
export interface UpstreamCall {
  action: Action
  milliseconds: number
  code: string
  requestId?: string | undefined
  /** This machine's clock minus Tencent's, to the second. */
  clockAheadMs?: number | undefined
}

export interface TencentClientOptions {
  credentials: TencentCredentials | (() => Promise<TencentCredentials>)
  /** Each request to Tencent, retries included, waits for its turn in the queue of its action. */
  queues: Readonly<Record<Action, CallQueue>>
  /** The address of a sandbox. The request stays what Tencent would get. */
  endpoint?: URL | undefined
  onCall?: (call: UpstreamCall) => void
  onBreaker?: (policy: CallPolicy, state: 'open' | 'closed') => void
}

const host = 'faceid.tencentcloudapi.com'
const policyOf: Readonly<Record<Action, CallPolicy>> = {
  DetectAuth: 'start',
  GetDetectInfoEnhanced: 'result',
}
const firstOrder: CallOrder = { rank: rank.next, starter: '', ageMs: 0, waitMs: Infinity }

export function createTencentClient(options: TencentClientOptions): TencentClient {
  const { credentials, queues, endpoint, onCall, onBreaker } = options
  // An explicit agent also keeps the SDK from using a lower-case http_proxy.
  const agent = endpoint === undefined ? new TencentAgent(agentOptions) : sandboxAgent(endpoint)
  let current = typeof credentials === 'function' ? { secretId: '', secretKey: '' } : credentials
  // Loaded with the first call: the relay starts faster and needs less memory until then.
  const loadClient = async () => {
    const { default: sdk } = await import('tencentcloud-sdk-nodejs-common')
    return new sdk.CommonClient(host, '2018-03-01', {
      credential: { getCredential: async () => current },
      profile: {
        httpProfile: {
          // In seconds, and only a second net: each call has a deadline of its own.
          reqTimeout: 60,
          protocol: endpoint === undefined ? 'https://' : 'http://',
          agent,
        },
      },
    })
  }
  let client: ReturnType<typeof loadClient> | undefined
  const loaded = () => {
    client ??= loadClient()
    return client
  }
  const execute = createExecute(onBreaker)
  const exchanges = watchExchanges()

  async function once<A extends Action>(
    action: A,
    parameters: Requests[A],
    deadlineMs: number,
  ): Promise<Unchecked<Responses[A]>> {
    const started = performance.now()
    const traceId = randomUUID()
    // One controller with its own timer: combined signals cost as much as the signature does.
    const abort = new AbortController()
    const { signal } = abort
    const fail = (code: string) => abort.abort(new ProviderError('transient', code))
    const failed = new Promise<never>((_resolve, reject) =>
      signal.addEventListener('abort', () => reject(signal.reason)),
    )
    const timer = setTimeout(fail, deadlineMs, 'Timeout')
    const exchange = exchanges.watch(traceId, fail)
    let code = 'Success'
    let requestId: string | undefined
    try {
      const response = await Promise.race([failed, send()])
      requestId = requestIdOf(response.RequestId)
      return response
    } catch (error) {
      code = error instanceof ProviderError ? error.providerCode : 'Internal'
      if (error instanceof ProviderError) requestId = error.providerRequestId
      throw error
    } finally {
      clearTimeout(timer)
      exchange.stop()
      const { clockAheadMs } = exchange
      onCall?.({
        action,
        milliseconds: Math.round(performance.now() - started),
        code,
        requestId,
        clockAheadMs,
      })
    }

    async function send(): Promise<Unchecked<Responses[A]>> {
      const tencent = await loaded().catch(() => {
        // Node remembers a module that failed to load: only a restart helps.
        throw new ProviderError('transient', 'SdkNotLoaded')
      })
      if (typeof credentials === 'function') {
        current = await credentials().catch(() => {
          throw new ProviderError('transient', 'CredentialsFailed')
        })
      }
      const headers = { 'X-TC-TraceId': traceId }
      const answer: unknown = await tencent
        .request(action, parameters, { signal, headers })
        .catch((thrown: unknown) => {
          throw providerError(thrown, exchange)
        })
      if (typeof answer === 'object' && answer !== null) return answer
      throw new ProviderError('transient', 'BadAnswer')
    }
  }

  return {
    call(action, parameters, input = {}) {
      const { policy = policyOf[action], order = firstOrder } = input
      const { endsAt = performance.now() + callPolicies[policy].deadlineMs } = input
      const leftMs = () => Math.max(0, endsAt - performance.now())
      let currentRank = order.rank
      return execute(policy, async () => {
        // Before the turn: what is sent late would meet the calls of the next second.
        await loaded().catch(() => {})
        const waitMs = Math.min(order.waitMs, leftMs())
        const turn = { ...order, rank: currentRank, waitMs }
        // A retry has waited before.
        currentRank = rank.next
        return queues[action].run(policy, turn, () => once(action, parameters, leftMs()))
      })
    },
    close() {
      exchanges.close()
      agent.destroy()
    },
  }
}

const agentOptions = { keepAlive: true, maxSockets: 200, timeout: 60_000 }

/** Connects to Tencent's API and to no other host. */
class TencentAgent extends HttpsAgent {
  override createConnection(...input: Parameters<HttpsAgent['createConnection']>) {
    if (input[0].host !== host) throw new Error('Refused to connect to another host')
    return super.createConnection(...input)
  }
}

/** URL, Host header and signature stay as for Tencent; only the connection goes to the sandbox. */
function sandboxAgent(endpoint: URL): HttpAgent {
  const agent = new HttpAgent(agentOptions)
  const port = Number(endpoint.port || 80)
  const hostname = endpoint.hostname.replace(/^\[|\]$/g, '')
  return Object.assign(agent, { createConnection: () => connect({ host: hostname, port }) })
}
