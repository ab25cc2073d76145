/**
 * One request to the API, from its bytes to its answer. Whatever is wrong is `Response.Error` with a
 * documented code; only a fault of the sandbox itself escapes as an exception.
 */
import type { Options } from '../options.js'
import type { State } from '../state/state.js'
import { ApiError } from './api-error.js'
import { type ApiRequest, authenticate } from './authentication.js'
import { detectAuth } from './detect-auth.js'
import { getDetectInfo } from './get-detect-info.js'

export interface ApiAnswer {
  Response: Record<string, unknown> & { RequestId: string }
}

export const apiVersion = '2018-03-01'
export const maximumBodyBytes = 10 * 1024 * 1024

export function answerApi(
  request: ApiRequest,
  requestId: string,
  state: State,
  options: Options,
  publicUrl: string,
): ApiAnswer {
  const call = {
    action: request.headers['x-tc-action'] ?? '',
    requestId,
    at: state.clock.now(),
    parameters: {} as Record<string, unknown>, // filled once the body is known to be an object
    authenticated: false,
    answer: 'ok',
  }
  state.calls.add(call)
  try {
    const account = checkHeaders(request, state, options)
    call.authenticated = true
    const body = parseBody(request.body)
    call.parameters = body
    if (!state.rate.admit(account, call.action, state.clock.now()))
      throw new ApiError('RequestLimitExceeded')
    const { rules } = options
    const answer =
      call.action === 'DetectAuth'
        ? detectAuth(body, rules, state.tokens, publicUrl)
        : getDetectInfo(body, rules, state.tokens)
    return { Response: { ...answer, RequestId: requestId } }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    call.answer = error.code
    return apiErrorAnswer(error.code, error.message, requestId)
  }
}

export function apiErrorAnswer(code: string, message: string, requestId: string): ApiAnswer {
  return { Response: { Error: { Code: code, Message: message }, RequestId: requestId } }
}

/** The account, once everything around the body is right. */
function checkHeaders(request: ApiRequest, state: State, options: Options): string {
  const { headers, body } = request
  if (request.method !== 'POST') throw new ApiError('UnsupportedProtocol')
  if (body.length > maximumBodyBytes) throw new ApiError('RequestSizeLimitExceeded')
  const action = headers['x-tc-action']
  const version = headers['x-tc-version']
  if (!action) throw missing('X-TC-Action')
  if (!version) throw missing('X-TC-Version')
  if (!headers['content-type']?.startsWith('application/json'))
    throw new ApiError('InvalidParameter', '`Content-Type` must be application/json.')
  const account = authenticate(request, options.credentials, state.clock.now())
  if (version !== apiVersion) throw new ApiError('NoSuchVersion')
  if (action !== 'DetectAuth' && action !== 'GetDetectInfoEnhanced')
    throw new ApiError('InvalidAction')
  const region = headers['x-tc-region']
  if (region && !/^(ap|na|eu|sa|me)-[a-z]+(-\d)?$/.test(region))
    throw new ApiError('UnsupportedRegion')
  return account
}

function parseBody(body: Buffer): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(body.toString('utf8'))
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed))
      return { ...parsed }
  } catch {
    // Falls through to the same answer as a body that is JSON, but no object.
  }
  throw new ApiError('InvalidParameter', 'The body is not a JSON object.')
}

function missing(name: string): ApiError {
  return new ApiError('MissingParameter', `The request is missing the header \`${name}\`.`)
}
