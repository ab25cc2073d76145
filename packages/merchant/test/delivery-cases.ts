import { createHmac } from 'node:crypto'
import type { WebhookErrorCode } from '../src/index.js'
import { sampleClaims } from './sample-claims.js'
import { testTokens } from './token-cases.js'

/** One delivery with what a verifier must answer. */
export interface DeliveryCase {
  name: string
  outcome: 'ok' | Exclude<WebhookErrorCode, 'scene_unknown' | 'event_mismatch'>
  headers: Record<string, string>
  body: string
}

/** For verifiers in any language: fixed secrets, a fixed time, deliveries good and bad. Not a secret, not for use. */
export function testDeliveries() {
  return {
    about:
      'Test deliveries of faceid-h5 webhooks. At the time `now`, with `secrets`, a verifier must give each delivery its `outcome`: `ok`, or the code of the refusal. The result token of `ok` is in data.resultToken: verify it as in test-tokens.json.',
    now,
    secrets: [secret, older],
    deliveries,
  }
}

export const { now } = testTokens()
// Bytes anybody may know: these secrets sign nothing but tests.
export const secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`
const older = `whsec_${Buffer.alloc(24, 2).toString('base64')}`
const stranger = `whsec_${Buffer.alloc(32, 3).toString('base64')}`

export const passedToken =
  testTokens().tokens.find(({ outcome }) => outcome === 'passed')?.token ?? ''
const data = {
  id: sampleClaims.jti,
  scene: 'loan',
  reference: 'order-4711',
  status: 'passed',
  resultToken: passedToken,
}
const timestamp = new Date(now * 1000).toISOString()
export const good = JSON.stringify({ type: 'verification.passed', timestamp, data })
// Escapes and white space that a parser would not keep.
const spelled = good.replace('"loan"', '"lo\\u0061n"').replace('{', '{ ')

export function signed(body: string, by = [secret], seconds: number | string = now) {
  const id = 'msg_GjQe0lXoJtYkS3r1bM6hZ8uCvNd'
  const signatures = by.map((one) => {
    const key = Buffer.from(one.slice('whsec_'.length), 'base64')
    return `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`
  })
  return {
    'webhook-id': id,
    'webhook-timestamp': `${seconds}`,
    'webhook-signature': signatures.join(' '),
  }
}

const { 'webhook-signature': _, ...unsigned } = signed(good)
const [signature = ''] = [signed(good)['webhook-signature']]

const deliveries: DeliveryCase[] = [
  of('passed', 'ok', good, signed(good)),
  of('another spelling of the same JSON', 'ok', spelled, signed(spelled)),
  of('signed with the older secret', 'ok', good, signed(good, [older])),
  of('one of two signatures is ours', 'ok', good, signed(good, [stranger, secret])),
  of('beside an unknown version', 'ok', good, {
    ...signed(good),
    'webhook-signature': `v2,x ${signature}`,
  }),
  of('five minutes old', 'ok', good, signed(good, [secret], now - 300)),

  of('no signature', 'headers_missing', good, unsigned),
  of('no headers', 'headers_missing', good, {}),
  of('a timestamp that is no number', 'timestamp_invalid', good, signed(good, [secret], 'today')),
  of('replayed later', 'timestamp_invalid', good, signed(good, [secret], now - 301)),
  of('from the future', 'timestamp_invalid', good, signed(good, [secret], now + 301)),
  of('signed by a stranger', 'signature_invalid', good, signed(good, [stranger])),
  of('body changed', 'signature_invalid', good.replace('4711', '4712'), signed(good)),
  of('body parsed and serialised again', 'signature_invalid', good, signed(spelled)),
  of('id changed', 'signature_invalid', good, { ...signed(good), 'webhook-id': 'msg_2' }),
  of('timestamp changed', 'signature_invalid', good, {
    ...signed(good),
    'webhook-timestamp': `${now + 1}`,
  }),
  of('signature without a version', 'signature_invalid', good, {
    ...signed(good),
    'webhook-signature': signature.slice('v1,'.length),
  }),
  of('not JSON', 'event_malformed', 'passed', signed('passed')),
  of('a list', 'event_malformed', '[]', signed('[]')),
  of('no result token', 'event_malformed', ...resigned({ resultToken: undefined })),
  of('status and type differ', 'event_malformed', ...resigned({ status: 'failed' })),
]

function resigned(changed: object): [string, Record<string, string>] {
  const body = JSON.stringify({
    type: 'verification.passed',
    timestamp,
    data: { ...data, ...changed },
  })
  return [body, signed(body)]
}

function of(
  name: string,
  outcome: DeliveryCase['outcome'],
  body: string,
  headers: Record<string, string>,
): DeliveryCase {
  return { name, outcome, headers, body }
}
