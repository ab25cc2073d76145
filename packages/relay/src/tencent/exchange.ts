// One request to Tencent's API and its answer. The SDK signs it and Node sends it: the SDK's own transport (node-fetch 2)
// follows redirects, reads answers of any size and drops the errno.
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { createRequire } from 'node:module'
import type { Action, Requests } from './api-types.js'
import type { TencentCredentials } from './credentials.js'
import { ProviderError } from './errors.js'

// The SDK's index does not export it. Safe: the type is that of the file.
const { default: signature } = createRequire(import.meta.url)(
  'tencentcloud-sdk-nodejs-common/tencentcloud/common/sign.js',
) as typeof import('tencentcloud-sdk-nodejs-common/tencentcloud/common/sign.js')

const host = 'faceid.tencentcloudapi.com'
const apiVersion = '2018-03-01'
/** The largest answers are videos as base64. */
const maxAnswerBytes = 32 * 1024 * 1024
const agentOptions = { keepAlive: true, maxSockets: 200, timeout: 60_000 }

export interface Answer {
  /** The body's `Response`, of whatever shape. */
  response: object
  /** This machine's clock minus Tencent's (`Date` header), NaN if unknown. Milliseconds, to the second. */
  clockAheadMs: number
}

/** @param endpoint the address of a sandbox: only the connection goes there, the request stays what Tencent would get. */
export function createExchange(endpoint?: URL) {
  const request = endpoint === undefined ? httpsRequest : httpRequest
  const agent = endpoint === undefined ? new HttpsAgent(agentOptions) : new HttpAgent(agentOptions)
  const hostname = endpoint?.hostname.replace(/^\[|\]$/g, '') ?? host
  const address = { host: hostname, port: endpoint === undefined ? 443 : endpoint.port || 80 }

  return {
    /** @throws {ProviderError} if no readable answer of Tencent's API arrives. */
    async send<A extends Action>(
      action: A,
      parameters: Requests[A],
      credentials: TencentCredentials,
      signal: AbortSignal,
    ): Promise<Answer> {
      const payload = Buffer.from(JSON.stringify(parameters))
      try {
        const headers = signedHeaders(action, payload, credentials)
        const sent = request({ ...address, agent, method: 'POST', headers })
        signal.addEventListener('abort', () => sent.destroy())
        const response = await new Promise<IncomingMessage>((resolve, reject) => {
          sent.on('response', resolve).on('error', reject).on('close', reject).end(payload)
        })
        return await read(response)
      } catch (error) {
        // Node's errors have a code. What has none is a ProviderError, or a fault of the relay.
        if (error instanceof Error && !('code' in error)) throw error
        const { code } = Object(error)
        throw new ProviderError('transient', code === undefined ? 'Network' : `Network.${code}`)
      }
    },
    close: () => agent.destroy(),
  }
}

function signedHeaders(action: Action, payload: Buffer, credentials: TencentCredentials) {
  const { secretId, secretKey, token } = credentials
  const timestamp = Math.floor(Date.now() / 1_000)
  const headers = { 'Content-Type': 'application/json' }
  const url = `https://${host}/`
  const [service = ''] = host.split('.')
  const request = { url, payload, timestamp, service, secretId, secretKey, headers }
  return {
    ...headers,
    Host: host,
    'Content-Length': payload.length,
    'X-TC-Action': action,
    'X-TC-Version': apiVersion,
    'X-TC-Timestamp': timestamp,
    ...(token && { 'X-TC-Token': token }),
    Authorization: signature.sign3({ ...request, multipart: false, boundary: '' }),
  }
}

async function read(answer: IncomingMessage): Promise<Answer> {
  const { statusCode, headers } = answer
  if (statusCode !== 200) {
    answer.destroy()
    throw new ProviderError('transient', `Http.${statusCode}`)
  }
  const clockAheadMs = Date.now() - Date.parse(headers.date ?? '')
  const chunks: Buffer[] = []
  let bytes = 0
  // Leaving the loop ends the connection.
  for await (const chunk of answer) {
    bytes += chunk.length
    if (bytes > maxAnswerBytes) throw new ProviderError('transient', 'AnswerTooLarge')
    chunks.push(chunk)
  }
  const { Response: response } = Object(parsed(Buffer.concat(chunks).toString()))
  if (typeof response === 'object' && response !== null) return { response, clockAheadMs }
  throw new ProviderError('transient', 'BadAnswer')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
