// Calls Tencent Cloud FaceID: one client for the life of the process, keep-alive, deadlines, retries of what is safe
// to repeat, a breaker and a bulkhead. Throws nothing but ProviderError.
import { randomUUID } from 'node:crypto'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { type ClientRequest, Agent as HttpAgent, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { connect } from 'node:net'
import type { Action, Requests, Responses, Unchecked } from './api-types.js'
import { ProviderError, providerError } from './errors.js'
import { type CallPolicy, createCallPolicies } from './resilience.js'

export interface TencentClient {
  /**
   * @param policy default: that of the action.
   * @returns `Response` of the API as it came. @throws {ProviderError}
   */
  call<A extends Action>(
    action: A,
    parameters: Requests[A],
    policy?: CallPolicy,
  ): Promise<Unchecked<Responses[A]>>
  close(): void
}

export interface TencentCredentials {
  secretId: string
  secretKey: string
  /** Of temporary credentials. */
  token?: string
}

/** One call that ended. Codes and ids only, never parameters. */
export interface UpstreamCall {
  action: Action
  milliseconds: number
  code: string
  requestId?: string
}

export interface TencentClientOptions {
  credentials: TencentCredentials | (() => Promise<TencentCredentials>)
  /** Another address for the API, a sandbox; the request stays what Tencent would get. */
  endpoint?: URL
  onCall?: (call: UpstreamCall) => void
  onBreaker?: (policy: CallPolicy, state: 'open' | 'closed') => void
}

const host = 'faceid.tencentcloudapi.com'
const policyOf: Readonly<Record<Action, CallPolicy>> = {
  DetectAuth: 'start',
  GetDetectInfoEnhanced: 'result',
}

export function createTencentClient(options: TencentClientOptions): TencentClient {
  const { credentials, endpoint, onCall, onBreaker } = options
  // An explicit agent also keeps the SDK from obeying a stray lower-case http_proxy.
  const agent = endpoint === undefined ? new HttpsAgent(agentOptions) : sandboxAgent(endpoint)
  // Loaded with the first call: until then a relay is up sooner, and smaller.
  const loadClient = async () => {
    const { default: sdk } = await import('tencentcloud-sdk-nodejs-common')
    return new sdk.CommonClient(host, '2018-03-01', {
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
  }
  let client: ReturnType<typeof loadClient> | undefined
  const execute = createCallPolicies(onBreaker)
  const answers = watchBrokenAnswers()

  async function once<A extends Action>(
    action: A,
    parameters: Requests[A],
    deadline: number,
  ): Promise<Unchecked<Responses[A]>> {
    const started = performance.now()
    // One controller with its own timer: combined signals cost as much as the signature does.
    const abort = new AbortController()
    const { signal } = abort
    let reason: 'Network' | 'Timeout' = 'Timeout'
    const timer = setTimeout(() => abort.abort(), deadline)
    const traceId = randomUUID()
    const watch = answers.watch(traceId, () => {
      reason = 'Network'
      abort.abort()
    })
    let code = 'Success'
    let requestId: string | undefined
    try {
      client ??= loadClient()
      // Node remembers a module that it could not load, so only another start helps.
      const tencent = await client.catch(() => {
        throw new ProviderError('transient', 'SdkNotLoaded')
      })
      const headers = { 'X-TC-TraceId': traceId }
      const response = objectOf(await tencent.request(action, parameters, { signal, headers }))
      requestId = typeof response.RequestId === 'string' ? response.RequestId : undefined
      return response
    } catch (thrown) {
      const error = signal.aborted ? new ProviderError('transient', reason) : providerError(thrown)
      code = error.providerCode
      requestId = error.providerRequestId
      throw error
    } finally {
      clearTimeout(timer)
      watch.stop()
      const milliseconds = Math.round(performance.now() - started)
      onCall?.({ action, milliseconds, code, ...(requestId === undefined ? {} : { requestId }) })
    }
  }

  return {
    call: (action, parameters, policy = policyOf[action]) =>
      execute(policy, (deadline) => once(action, parameters, deadline)),
    close() {
      answers.close()
      agent.destroy()
    },
  }
}

const agentOptions = { keepAlive: true, maxSockets: 200, timeout: 60_000 }

/** Same URL, Host header and signature as for Tencent; only the connection goes elsewhere. */
function sandboxAgent(endpoint: URL): HttpAgent {
  const agent = new HttpAgent(agentOptions)
  const port = Number(endpoint.port || 80)
  const hostname = endpoint.hostname.replace(/^\[|\]$/g, '')
  return Object.assign(agent, { createConnection: () => connect({ host: hostname, port }) })
}

function objectOf(answer: unknown): Unchecked<Responses[Action]> {
  if (typeof answer !== 'object' || answer === null) {
    throw new ProviderError('transient', 'BadAnswer')
  }
  return answer
}

const answerChannel = 'http.client.response.finish'

/**
 * Notices a connection that breaks in the middle of an answer. node-fetch 2, which the SDK is built on, does not: it
 * waits for the rest of the body until the deadline.
 */
function watchBrokenAnswers() {
  // By X-TC-TraceId.
  const watched = new Map<string, () => void>()
  // Published by Node when the head of an answer has arrived.
  const onAnswer = (message: unknown) => {
    // Safe: what Node documents for this channel.
    const { request, response } = message as { request: ClientRequest; response: IncomingMessage }
    const onBroken = watched.get(String(request.getHeader('X-TC-TraceId')))
    if (onBroken === undefined) return
    response.once('close', () => {
      if (!response.complete) onBroken()
    })
  }
  subscribe(answerChannel, onAnswer)
  return {
    watch(traceId: string, onBroken: () => void) {
      watched.set(traceId, onBroken)
      return { stop: () => void watched.delete(traceId) }
    },
    close: () => void unsubscribe(answerChannel, onAnswer),
  }
}
