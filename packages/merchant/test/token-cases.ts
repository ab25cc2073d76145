import { createHmac } from 'node:crypto'
import type { Intention } from '@faceid-h5/protocol'
import type { ResultErrorCode } from '../src/index.js'
import { RELAY, sampleClaims, T0 } from './sample-claims.js'
import { createSigner } from './signer.js'

/** One token with what the back end expects of it and what a verifier must answer. */
export interface TokenCase {
  name: string
  reference: string
  accept: 'supplied' | 'anyone'
  words: Intention | null
  outcome: 'passed' | ResultErrorCode
  token: string
}

/** For verifiers in any language: fixed keys, a fixed time, and tokens good and bad. Not a secret, not for use. */
export function testTokens() {
  return {
    about:
      'Test tokens of faceid-h5. At the time `now`, with `jwks` as the relay’s keys and no sandbox allowed, a verifier of this issuer and scene must give each token its `outcome`: `passed`, or the code of the refusal.',
    now: T0 + 5,
    issuer: RELAY,
    scene: 'loan',
    clockToleranceSeconds: 30,
    jwks: { keys: [relay.publicKey, retired.publicKey] },
    tokens: cases,
  }
}

// Seeds anybody may know: these keys sign nothing but tests.
const relay = createSigner('test-key-1', Buffer.alloc(32, 1))
const retired = createSigner('test-key-0', Buffer.alloc(32, 2))
const stranger = createSigner('test-key-1', Buffer.alloc(32, 3))
const unpublished = createSigner('test-key-2', Buffer.alloc(32, 4))

const words: Intention = { mode: 'reading', text: '我同意借款一万元' }
const questions: Intention = {
  mode: 'questions',
  questions: [
    { ask: '您是否同意借款一万元？', answers: ['同意', '是的'] },
    { ask: '本人？', answers: ['是'] },
  ],
}
const nod: Intention = { mode: 'nod', statements: ['本人办理', '同意借款一万元'] }
// By openssl: see intention-digest.test.ts.
const questionsDigest = 'y5fmV6srzptz0j6cEKlBfSozCsLVNwgekV5Go3rFPsM'
const nodDigest = 'vkHN95MrwufTQ_dgt0y05C8wDQ6wcgZoY7MoAqtvcjU'

const { intention: _, ...silent } = sampleClaims
const { sandbox: __, ...withoutSandbox } = sampleClaims
const somebody = { ...sampleClaims, identity: 'captured', started_by: 'browser' }
const good = relay.token(sampleClaims)
const [header = '', payload = '', signature = ''] = good.split('.')

const cases: TokenCase[] = [
  of('passed, with the words that were read', 'passed', good),
  of('signed by a key that is still published', 'passed', retired.token(sampleClaims)),
  of('questions', 'passed', withWords('questions', questionsDigest), { words: questions }),
  of('nodded statements', 'passed', withWords('nod', nodDigest), { words: nod }),
  of('no words expected', 'passed', good, { words: null }),
  of('somebody, where anyone will do', 'passed', relay.token(somebody), { accept: 'anyone' }),
  of('half a minute ahead', 'passed', relay.token({ ...sampleClaims, iat: T0 + 35 })),

  of('empty', 'token_missing', ''),
  of('not a token', 'token_malformed', 'passed'),
  of('two parts of three', 'token_malformed', `${header}.${payload}`),
  of('algorithm none', 'token_malformed', `${part({ alg: 'none' })}.${payload}.`),
  of('header nested deeply', 'token_malformed', `${nested()}.${payload}.${signature}`),
  of('HMAC with the public key as secret', 'token_malformed', hmac()),
  of('type JWT', 'token_malformed', relay.token(sampleClaims, { typ: 'JWT' })),
  of('critical extension', 'token_malformed', relay.token(sampleClaims, { crit: ['x'], x: 1 })),
  of('no key id', 'token_malformed', relay.token(sampleClaims, { kid: undefined })),
  of('key not published', 'key_unknown', unpublished.token(sampleClaims)),
  of('another key under our id', 'signature_invalid', stranger.token(sampleClaims)),
  of('claims changed', 'signature_invalid', `${header}.${part(somebody)}.${signature}`),
  of('signature cut off', 'signature_invalid', `${header}.${payload}.`),
  of('sandbox left out', 'claims_invalid', relay.token(withoutSandbox)),
  of('status pending', 'claims_invalid', relay.token({ ...sampleClaims, status: 'pending' })),
  of('audience a list', 'claims_invalid', relay.token({ ...sampleClaims, aud: ['loan'] })),

  of('another relay', 'issuer_mismatch', relay.token({ ...sampleClaims, iss: `${RELAY}/x` })),
  of('another scene', 'scene_mismatch', relay.token({ ...sampleClaims, aud: 'member' })),
  of('another order', 'reference_mismatch', relay.token({ ...sampleClaims, sub: 'order-4712' })),
  of('from the future', 'token_early', relay.token({ ...sampleClaims, iat: T0 + 36 })),
  of('older than ten minutes', 'token_expired', relay.token({ ...sampleClaims, exp: T0 - 25 })),
  of('too long ago', 'result_expired', relay.token({ ...sampleClaims, use_until: T0 - 25 })),
  of('of a sandbox', 'sandbox_refused', relay.token({ ...sampleClaims, sandbox: true })),
  of('somebody', 'identity_not_supplied', relay.token(somebody)),
  of('named, but by the page', 'identity_not_supplied', named()),
  of('other words', 'intention_mismatch', good, { words: { mode: 'reading', text: '我同意' } }),
  of('no words asked', 'intention_mismatch', relay.token(silent)),
  of('words in another mode', 'intention_mismatch', withWords('nod', questionsDigest), {
    words: questions,
  }),
  of('failed', 'not_passed', relay.token({ ...sampleClaims, status: 'failed' })),
  of('expired', 'not_passed', relay.token({ ...sampleClaims, status: 'expired' })),
]

function of(
  name: string,
  outcome: TokenCase['outcome'],
  token: string,
  expected: Partial<Pick<TokenCase, 'accept' | 'words'>> = {},
): TokenCase {
  return { name, reference: 'order-4711', accept: 'supplied', words, ...expected, outcome, token }
}

function withWords(mode: Intention['mode'], digest: string): string {
  return relay.token({ ...sampleClaims, intention: { mode, digest } })
}

function named(): string {
  return relay.token({ ...sampleClaims, started_by: 'browser' })
}

function hmac(): string {
  const input = `${part({ alg: 'HS256', typ: 'faceid-result+jwt', kid: 'test-key-1' })}.${payload}`
  const key = Buffer.from(relay.publicKey.x, 'base64url')
  return `${input}.${createHmac('sha256', key).update(input).digest('base64url')}`
}

function nested(): string {
  return Buffer.from('['.repeat(5_000)).toString('base64url')
}

function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
