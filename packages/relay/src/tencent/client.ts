// Calls Tencent Cloud FaceID: one client per process, with keep-alive, a queue per action, deadlines, retries and breakers.
import type { Action, Requests, Responses, Unchecked } from './api-types.js'
import { type CallOrder, type CallQueue, rank } from './call-queue.js'
import type { TencentCredentials } from './credentials.js'
import { apiError, ProviderError, requestIdOf } from './errors.js'
import { createExchange } from './exchange.js'
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
  /** This machine's clock minus Tencent's, to the second; NaN if unknown. */
  clockAheadMs: number
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

const policyOf: Readonly<Record<Action, CallPolicy>> = {
  DetectAuth: 'start',
  GetDetectInfoEnhanced: 'result',
}
const firstOrder: CallOrder = { rank: rank.next, starter: '', ageMs: 0, waitMs: Infinity }

export function createTencentClient(options: TencentClientOptions): TencentClient {
  const { credentials, queues, endpoint, onCall, onBreaker } = options
  const exchange = createExchange(endpoint)
  const execute = createExecute(onBreaker)

  async function once<A extends Action>(
    action: A,
    parameters: Requests[A],
    deadlineMs: number,
  ): Promise<Unchecked<Responses[A]>> {
    const started = performance.now()
    const abort = new AbortController()
    const { signal } = abort
    const late = new Promise<never>((_resolve, reject) =>
      signal.addEventListener('abort', () => reject(signal.reason)),
    )
    const fail = () => abort.abort(new ProviderError('transient', 'Timeout'))
    const timer = setTimeout(fail, deadlineMs)
    let code = 'Success'
    let requestId: string | undefined
    let clockAheadMs = Number.NaN
    try {
      return await Promise.race([late, send()])
    } catch (error) {
      code = error instanceof ProviderError ? error.providerCode : 'Internal'
      throw error
    } finally {
      clearTimeout(timer)
      const milliseconds = Math.round(performance.now() - started)
      onCall?.({ action, milliseconds, code, requestId, clockAheadMs })
    }

    async function send(): Promise<Unchecked<Responses[A]>> {
      const current = await currentCredentials()
      signal.throwIfAborted()
      const answer = await exchange.send(action, parameters, current, signal)
      const response: { Error?: unknown; RequestId?: unknown } = answer.response
      clockAheadMs = answer.clockAheadMs
      requestId = requestIdOf(response.RequestId)
      if (response.Error) throw apiError(response.Error, requestId)
      return answer.response
    }
  }

  async function currentCredentials(): Promise<TencentCredentials> {
    try {
      return typeof credentials === 'function' ? await credentials() : credentials
    } catch {
      throw new ProviderError('transient', 'CredentialsFailed')
    }
  }

  return {
    call(action, parameters, input = {}) {
      const { policy = policyOf[action], order = firstOrder } = input
      const { endsAt = performance.now() + callPolicies[policy].deadlineMs } = input
      const leftMs = () => Math.max(0, endsAt - performance.now())
      let currentRank = order.rank
      return execute(policy, async () => {
        const waitMs = Math.min(order.waitMs, leftMs())
        const turn = { ...order, rank: currentRank, waitMs }
        // A retry has waited before.
        currentRank = rank.next
        return queues[action].run(policy, turn, () => once(action, parameters, leftMs()))
      })
    },
    close: () => exchange.close(),
  }
}
