/**
 * One request to the API, from its bytes to its answer. Whatever is wrong is `Response.Error` with a
 * documented code; only a fault of the sandbox itself escapes as an exception.
 */
import type { Call } from '../state/calls.js'
import { ApiError } from './api-error.js'
import { type ApiRequest, authenticate } from './authentication.js'
import type { ApiContext } from './context.js'
import { detectAuth } from './detect-auth.js'
import { getDetectInfo } from './get-detect-info.js'

export interface ApiAnswer {
  Response: Record<string, unknown>
}

export const apiVersion = '2018-03-01'
export const maximumBodyBytes = 10 * 1024 * 1024

const actions = new Map([
  ['DetectAuth', detectAuth],
  ['GetDetectInfoEnhanced', getDetectInfo],
])

export function answerApi(request: ApiRequest, call: Call, context: ApiContext): ApiAnswer {
  try {
    const perform = understand(request, call, context)
    return { Response: { ...perform(), RequestId: call.requestId } }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    call.answer = error.code
    return apiErrorAnswer(error.code, error.message, call.requestId)
  }
}

/** What the request asks for, not done yet. `call` is filled in as far as the request is understood. */
export function understand(
  request: ApiRequest,
  call: Call,
  context: ApiContext,
): () => Record<string, unknown> {
  const account = admit(request, context)
  call.authenticated = true
  const action = actionOf(request)
  const parameters = parseBody(request.body)
  call.parameters = parameters
  if (!context.state.admit(account, call.action, context.state.clock.now()))
    throw new ApiError('RequestLimitExceeded')
  return () => action(parameters, context)
}

export function apiErrorAnswer(code: string, message: string, requestId: string): ApiAnswer {
  return { Response: { Error: { Code: code, Message: message }, RequestId: requestId } }
}

/** The account that calls, once the request is one that can be read at all. */
function admit(request: ApiRequest, { options }: ApiContext): string {
  const { headers, body, method } = request
  const media = headers['content-type'] ?? ''
  if (body.length > maximumBodyBytes) throw new ApiError('RequestSizeLimitExceeded')
  if (method !== 'POST' || /^(application\/x-www-form-urlencoded|multipart\/)/.test(media))
    throw new ApiError('UnsupportedOperation', 'The sandbox plays POST with a JSON body only.')
  for (const name of ['X-TC-Action', 'X-TC-Version', 'X-TC-Timestamp'])
    if (!headers[name.toLowerCase()])
      throw new ApiError('MissingParameter', `The request is missing the header \`${name}\`.`)
  if (!media.startsWith('application/json'))
    throw new ApiError('InvalidParameter', '`Content-Type` must be application/json.')
  return authenticate(request, options.credentials, Date.now())
}

function actionOf({ headers }: ApiRequest) {
  if (headers['x-tc-version'] !== apiVersion) throw new ApiError('NoSuchVersion')
  const action = actions.get(headers['x-tc-action'] ?? '')
  if (!action) throw new ApiError('InvalidAction')
  const region = headers['x-tc-region']
  // Neither call needs one; what does not look like one is refused.
  if (region && !/^[a-z]{2}-[a-z]+(-\d+)?$/.test(region)) throw new ApiError('UnsupportedRegion')
  return action
}

function parseBody(body: Buffer): Record<string, unknown> {
  let parsed: unknown
  try {
    // A member that is null counts as absent.
    parsed = JSON.parse(body.toString('utf8'), (_, value) => value ?? undefined)
  } catch (cause) {
    throw new ApiError('InvalidParameter', 'The body is not JSON.', { cause })
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw new ApiError('InvalidParameter', 'The body is not a JSON object.')
  return { ...parsed }
}
