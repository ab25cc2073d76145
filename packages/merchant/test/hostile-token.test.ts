import { describe, expect, test } from 'vitest'
import { createResultVerifier, isResultError, type ResultErrorCode } from '../src/index.js'
import { RELAY, sampleClaims, T0 } from './sample-claims.js'
import { failure } from './server.js'
import { createSigner } from './signer.js'

const relay = createSigner('relay-key')
const stranger = createSigner('relay-key')
const good = relay.token(sampleClaims)
const [header = '', , signature = ''] = good.split('.')

const without = (claim: string) =>
  Object.fromEntries(Object.entries(sampleClaims).filter(([name]) => name !== claim))

const { verify } = createResultVerifier({
  issuer: RELAY,
  scene: 'loan',
  jwks: { keys: [relay.publicKey] },
  now: () => T0 * 1000,
  consume: () => {
    throw new Error('a refused token must not be consumed')
  },
})

// Beside the published tokens, which test-tokens.test.ts tries.
const tokens: [what: string, token: unknown, code: ResultErrorCode][] = [
  ['nothing', undefined, 'token_missing'],
  ['null', null, 'token_missing'],
  ['a field sent twice', [good, good], 'token_malformed'],
  ['an object', { token: good }, 'token_malformed'],
  ['a number', 1, 'token_malformed'],
  ['its claims alone', JSON.stringify(sampleClaims), 'token_malformed'],
  ['four parts', `${good}.x`, 'token_malformed'],
  ['a very long one', `${header}.${'A'.repeat(9000)}.${signature}`, 'token_malformed'],
  ['no type', relay.token(sampleClaims, { typ: undefined }), 'token_malformed'],
  [
    'the type with a prefix that some libraries forgive',
    relay.token(sampleClaims, { typ: 'application/faceid-result+jwt' }),
    'token_malformed',
  ],
  ['claims that are no JSON', relay.token('passed'), 'claims_invalid'],
  ['claims that are a list', relay.token([sampleClaims]), 'claims_invalid'],
  ['no claims', relay.token(null), 'claims_invalid'],
  // Every claim but the optional ones.
  ...Object.keys(sampleClaims)
    .filter((claim) => claim !== 'intention')
    .map((claim): [string, string, ResultErrorCode] => [
      `no ${claim}`,
      relay.token(without(claim)),
      'claims_invalid',
    ]),
  ...Object.entries({
    exp: `${T0 + 600}`,
    sandbox: 0,
    evidence: '',
    identity: 'known',
    started_by: 'MERCHANT',
    intention: { mode: 'reading' },
    consent: { version: '1', at: 'today' },
    reason: 7,
  }).map(([claim, value]): [string, string, ResultErrorCode] => [
    `${claim} of another type`,
    relay.token({ ...sampleClaims, [claim]: value }),
    'claims_invalid',
  ]),
]

describe('what is not a result token', () => {
  test.each(tokens)('%s is refused', async (_, token, code) => {
    const error = await failure(verify(token, { reference: 'order-4711' }))
    expect(isResultError(error) && error.code).toBe(code)
  })

  test('gives none of its claims away in the error', async () => {
    const token = stranger.token({ ...sampleClaims, sub: 'order-secret', jti: 'id-secret' })
    const error = await failure(verify(token, { reference: 'order-4711' }))
    expect(isResultError(error)).toBe(true)
    expect(JSON.stringify(error) + String(error)).not.toContain('secret')
  })
})
