// Calls Tencent Cloud FaceID: one client for the life of the process, keep-alive, deadlines, retries of what is safe
// to repeat, a breaker and a bulkhead. Throws nothing but ProviderError.
import { randomUUID } from 'node:crypto'
import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { connect } from 'node:net'
import { watchBrokenAnswers } from './broken-answers.js'
import { ProviderError, providerError } from './errors.js'
import { createLanes, type Lane } from './resilience.js'

export type Action = 'DetectAuth' | 'GetDetectInfoEnhanced'

export interface TencentClient {
  /**
   * @param lane which calls share their fate; by default that of the action.
   * @returns `Response` of the API as it came. @throws {ProviderError}
   */
  call(
    action: Action,
    parameters: Record<string, unknown>,
    lane?: Lane,
  ): Promise<Record<string, unknown>>
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
  onBreaker?: (lane: Lane, state: 'open' | 'closed') => void
}

const host = 'faceid.tencentcloudapi.com'
const lanes: Readonly<Record<Action, Lane>> = {
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
  const through = createLanes(onBreaker)
  const answers = watchBrokenAnswers()

  async function once(action: Action, parameters: Record<string, unknown>, deadline: number) {
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
      const response = plainObject(await tencent.request(action, parameters, { signal, headers }))
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
    call: (action, parameters, lane = lanes[action]) =>
      through(lane, (deadline) => once(action, parameters, deadline)),
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

function plainObject(answer: unknown): Record<string, unknown> {
  if (typeof answer !== 'object' || answer === null) {
    throw new ProviderError('transient', 'BadAnswer')
  }
  // Safe: its members are read as unknown.
  return answer as Record<string, unknown>
}
