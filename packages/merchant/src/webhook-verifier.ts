import { Webhook } from 'standardwebhooks'
import type { Expectation } from './expectation.js'
import type { Result } from './result.js'
import { isResultError } from './result-error.js'
import type { ResultVerifier } from './result-verifier.js'
import { type Check, object, oneOf, string } from './shape.js'

/** Why a delivery is refused. Codes are stable; messages may change. */
export type WebhookErrorCode =
  /** `webhook-id`, `webhook-timestamp` or `webhook-signature` is missing. */
  | 'headers_missing'
  /** The timestamp is malformed, or more than five minutes off: an old delivery that is replayed, or a wrong clock. */
  | 'timestamp_invalid'
  /** No signature matches: another secret, or a body that was changed or parsed and serialised again. */
  | 'signature_invalid'
  /** Signed, but not an event of a relay. */
  | 'event_malformed'
  /** `verifierOf` returned no verifier for the scene. */
  | 'scene_unknown'
  /** The result token is about another verification or status than the event. */
  | 'event_mismatch'

const messages: Readonly<Record<WebhookErrorCode, string>> = {
  headers_missing: 'The headers of Standard Webhooks are missing',
  timestamp_invalid: 'The timestamp is more than five minutes off: synchronise the clocks (NTP)',
  signature_invalid: 'No signature matches: check WEBHOOK_SECRET and pass the raw body, unparsed',
  event_malformed: 'The body is not an event of a relay: use one version of relay and package',
  scene_unknown: 'There is no verifier for the scene of this event',
  event_mismatch: 'The result token is about another verification than the event',
}

/** Thrown by `verify` before the result token is verified. Respond 400. Holds nothing of the delivery. */
export class WebhookError extends Error {
  override readonly name = 'WebhookError'
  readonly code: WebhookErrorCode
  readonly retryable = false

  constructor(code: WebhookErrorCode, options: { cause?: unknown } = {}) {
    super(messages[code], options)
    this.code = code
  }
}

/** Checks the name, not the class: two copies of this package may be installed. */
export function isWebhookError(error: unknown): error is WebhookError {
  return error instanceof Error && error.name === 'WebhookError' && 'code' in error
}

/**
 * The response status after `verify` threw: 204 if the page's form was first, 503 if the relay should retry, 400 for
 * a refused delivery, 500 for an error of your own.
 */
export function webhookStatus(error: unknown): 204 | 400 | 500 | 503 {
  if (isWebhookError(error)) return 400
  if (!isResultError(error)) return 500
  if (error.code === 'already_used') return 204
  return error.retryable ? 503 : 400
}

/** A verified event. `id` is the `webhook-id`: the same on every retry, and from every relay. */
export type WebhookEvent =
  | {
      type: 'verification.passed' | 'verification.failed' | 'verification.expired'
      id: string
      /** When the status became final. */
      timestamp: Date
      /** From the result token. A passed result was consumed. */
      result: Result
    }
  /** Of `faceid-relay webhooks test`: respond 2xx and do nothing. */
  | { type: 'webhook.test'; id: string; timestamp: Date }

export interface WebhookVerifierOptions {
  /** WEBHOOK_SECRET of the relay: `whsec_…`, several separated by commas while rotating. */
  secret: string
  /** The result verifier of a scene; undefined: its events are refused. */
  verifierOf: (scene: string) => ResultVerifier | undefined
  /** What the order with this reference expects: `accept`, `intention`. Default: nothing. */
  expected?: (
    reference: string,
  ) =>
    | Pick<Expectation, 'accept' | 'intention'>
    | Promise<Pick<Expectation, 'accept' | 'intention'>>
}

export interface WebhookVerifier {
  /**
   * Verifies headers, signature and result token of a delivery, and consumes a passed result. Throws a
   * `WebhookError`, or the `ResultError` of the result token (`already_used`: respond 2xx). What `consume` and
   * `expected` throw is thrown as it is.
   * @param rawBody the bytes as received: not parsed.
   */
  verify(rawBody: string | Uint8Array, headers: Headers | NodeHeaders): Promise<WebhookEvent>
}

type NodeHeaders = Readonly<Record<string, string | string[] | undefined>>

/** Verifies the deliveries of a relay. Throws a `TypeError` that names a wrong option. */
export function createWebhookVerifier(options: WebhookVerifierOptions): WebhookVerifier {
  const { secret, verifierOf, expected = () => ({}) } = options
  if (typeof secret !== 'string' || !secret.split(',').every((one) => isSecret(one.trim()))) {
    throw new TypeError('`secret` must be the WEBHOOK_SECRET of the relay: whsec_…')
  }
  if (typeof verifierOf !== 'function') throw new TypeError('`verifierOf` must be a function')
  const secrets = secret.split(',').map((one) => new Webhook(one.trim()))

  return {
    async verify(rawBody, headers) {
      if (typeof rawBody !== 'string' && !(rawBody instanceof Uint8Array)) {
        throw new TypeError('`rawBody` must be the bytes of the body, before any parser')
      }
      const text = typeof rawBody === 'string' ? rawBody : Buffer.from(rawBody).toString('utf8')
      const signed = signedHeaders(headers)
      const event = parseEvent(checkSignature(secrets, text, signed))
      const base = { id: signed['webhook-id'], timestamp: new Date(event.timestamp) }
      if (event.type === 'webhook.test') return { type: event.type, ...base }
      const { id, scene, reference, status, resultToken } = event.data
      const verifier = verifierOf(scene)
      if (verifier === undefined) throw new WebhookError('scene_unknown')
      const result =
        status === 'passed'
          ? await verifier.verify(resultToken, { ...(await expected(reference)), reference })
          : await verifier.verify(resultToken, { reference, accept: 'anyone', status: 'any' })
      if (result.id !== id || result.status !== status) throw new WebhookError('event_mismatch')
      return { type: event.type, ...base, result }
    },
  }
}

function isSecret(text: string): boolean {
  const bytes = Buffer.from(/^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text)?.[1] ?? '', 'base64')
  return bytes.length >= 24 && bytes.length <= 64
}

const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const

function signedHeaders(headers: Headers | NodeHeaders): Record<(typeof names)[number], string> {
  const header = (name: string) => (headers instanceof Headers ? headers.get(name) : headers[name])
  const [id, timestamp, signature] = names.map(header)
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signature !== 'string') {
    throw new WebhookError('headers_missing')
  }
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature }
}

function checkSignature(
  secrets: Webhook[],
  text: string,
  headers: Record<string, string>,
): unknown {
  let cause: unknown
  for (const secret of secrets) {
    try {
      return secret.verify(text, headers)
    } catch (error) {
      if (error instanceof SyntaxError) throw new WebhookError('event_malformed', { cause: error })
      cause = error
    }
  }
  const isTime = cause instanceof Error && /timestamp|Invalid Signature Headers/.test(cause.message)
  throw new WebhookError(isTime ? 'timestamp_invalid' : 'signature_invalid', { cause })
}

interface ResultEvent {
  type: 'verification.passed' | 'verification.failed' | 'verification.expired'
  timestamp: string
  data: {
    id: string
    scene: string
    reference: string
    status: Result['status']
    resultToken: string
  }
}

const date: Check = (value) => string(value) && !Number.isNaN(Date.parse(String(value)))
const isTest = object<{ type: 'webhook.test'; timestamp: string }>({
  type: oneOf('webhook.test'),
  timestamp: date,
})
const isResult = object<ResultEvent>({
  type: string,
  timestamp: date,
  data: object({
    id: string,
    scene: string,
    reference: string,
    status: oneOf('passed', 'failed', 'expired'),
    resultToken: string,
  }),
})

function parseEvent(event: unknown) {
  if (isTest(event)) return event
  if (isResult(event) && event.type === `verification.${event.data.status}`) return event
  throw new WebhookError('event_malformed')
}
