import type { ResultClaims } from '@faceid-h5/protocol'
import { expect, test } from 'vitest'
import { createResultVerifier } from '../../packages/merchant/dist/index.js'
import { sampleClaims, T0 } from '../../packages/merchant/test/sample-claims.js'
import { createSigner } from '../../packages/merchant/test/signer.js'
import { readDocuments } from './documents.js'

const document = readDocuments().find(({ path }) => path === 'docs/trust.md')
const prose = document?.prose ?? ''

/** Every claim, as the compiler sees to. */
const claims: Record<keyof ResultClaims, true> = {
  iss: true,
  aud: true,
  sub: true,
  jti: true,
  iat: true,
  exp: true,
  use_until: true,
  status: true,
  reason: true,
  mode: true,
  started_by: true,
  handoff: true,
  identity: true,
  intention: true,
  consent: true,
  sandbox: true,
  evidence: true,
}

test('docs/trust.md explains every claim of a result token, and no other', () => {
  const [, table = ''] = prose.split('| claim ')
  const rows = [...(table.split('\n\n')[0]?.matchAll(/^\| `(\w+)`/gm) ?? [])]
  expect(rows.map(([, name]) => name).sort()).toEqual(Object.keys(claims).sort())
})

test('docs/trust.md tells the order in which a token is refused', async () => {
  const told = [...prose.matchAll(/^\d+\. `(\w+)`/gm)].map(([, code]) => code)
  expect(await refusals()).toEqual(told)
})

/** Begins with a token that is wrong in every way, and mends one after the other: each time the next code is answered. */
async function refusals(): Promise<string[]> {
  const [own, foreign, stranger] = ['own', 'own', 'stranger'].map((kid) => createSigner(kid))
  if (own === undefined || foreign === undefined || stranger === undefined) throw new Error('none')
  const bad: Record<string, unknown> = {
    ...sampleClaims,
    iss: 'https://other.example',
    aud: 'other',
    sub: 'other',
    iat: T0 + 900,
    exp: T0 - 900,
    use_until: T0 - 900,
    sandbox: true,
    identity: 'captured',
    intention: { mode: 'nod', digest: 'other' },
    status: 'failed',
  }
  const { verify } = createResultVerifier({
    issuer: sampleClaims.iss,
    scene: sampleClaims.aud,
    consume: () => false,
    jwks: { keys: [own.publicKey] },
    now: () => T0 * 1_000,
  })
  const words = { mode: 'reading' as const, text: '我同意借款一万元' }
  const refusal = (token: string) =>
    verify(token, { reference: sampleClaims.sub, intention: words }).then(
      () => 'believed',
      (error: { code: string }) => error.code,
    )
  const { jti: _, ...incomplete } = bad
  const mended = [
    'iss',
    'aud',
    'sub',
    'iat',
    'exp',
    'use_until',
    'sandbox',
    'identity',
    'intention',
    'status',
  ]
  const tokens = [
    '',
    stranger.token(incomplete, { typ: 'JWT' }),
    stranger.token(incomplete),
    foreign.token(incomplete),
    own.token(incomplete),
    own.token(bad),
    ...mended.map((name) => {
      bad[name] = sampleClaims[name as keyof ResultClaims]
      return own.token(bad)
    }),
  ]
  const codes: string[] = []
  for (const token of tokens) codes.push(await refusal(token))
  return codes
}
