// Who calls: a page, known by its origin and address, or the merchant's back end, known by its API key.
import { normalizeIP } from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Configuration } from '../config/load.js'
import { ProblemError } from '../problem.js'
import { fingerprint, type RelayKeys } from '../tokens/keys.js'
import type { ApiKeys } from './api-keys.js'

export interface Caller {
  by: 'browser' | 'merchant'
  /** For limits: the client address (of IPv6 the subscriber's /64) or the API key, each as a kind of its own. */
  bucket: string
  mayUse(scene: string): boolean
}

/** Wrong API keys a minute from one address; beyond them the answer is that there were too many. */
const guessesPerMinute = 30
const browserBodyLimit = 16 * 1024

/** @returns who presents an API key; refuses everybody else, and those who guess, for a while. */
export function createKeyCheck(app: FastifyInstance, apiKeys: ApiKeys) {
  const guesses = app.createRateLimit({
    max: guessesPerMinute,
    timeWindow: 60_000,
    keyGenerator: (request) => `guess ${normalizeIP(request.ip)}`,
  })
  return async (request: FastifyRequest): Promise<Caller> => {
    const known = apiKeys.recognise(request.headers.authorization)
    if (known !== undefined) {
      return { by: 'merchant', bucket: `merchant ${known.fingerprint}`, mayUse: known.mayUse }
    }
    const counted = await guesses(request)
    if (!counted.isAllowed && counted.isExceeded) {
      throw new ProblemError('rate_limited', 'Too many wrong API keys from this address', {
        retryAfter: counted.ttlInSeconds,
      })
    }
    throw new ProblemError(
      'unauthorized',
      'Send an API key of MERCHANT_API_KEY: Authorization: Bearer <key>',
    )
  }
}

/** @throws {ProblemError} where a page may not call from where it is, or sends too much. */
export function browserCaller(request: FastifyRequest, { allowedOrigins }: Configuration): Caller {
  const { origin, 'content-length': length } = request.headers
  if (origin === undefined) {
    throw new ProblemError(
      'origin_not_allowed',
      'The request has no Origin header. A page sends one by itself; a back end sends its API key (Authorization: Bearer …)',
    )
  }
  if (!allowedOrigins.has(origin)) {
    const shown = /^https?:\/\/[A-Za-z0-9.:[\]-]{1,200}$/.test(origin)
      ? `"${origin}"`
      : 'the page’s origin'
    throw new ProblemError(
      'origin_not_allowed',
      `Add ${shown} to allowedOrigins in the relay’s configuration`,
    )
  }
  if (length === undefined || Number(length) > browserBodyLimit) {
    throw new ProblemError(
      'payload_too_large',
      'A page may send at most 16 kB, with a Content-Length',
    )
  }
  return { by: 'browser', bucket: `browser ${normalizeIP(request.ip)}`, mayUse: () => true }
}

/** What a ticket says of who started: enough to share out the budget, not enough to know an address. */
export function starterOf(keys: RelayKeys, { bucket }: Caller): string {
  return fingerprint(keys, `starter ${bucket}`).slice(0, 8)
}
