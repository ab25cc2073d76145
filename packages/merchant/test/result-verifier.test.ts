import type { Intention, ResultClaims } from '@faceid-h5/protocol'
import { describe, expect, test } from 'vitest'
import {
  createResultVerifier,
  type Expectation,
  memoryConsume,
  type ResultVerifierOptions,
} from '../src/index.js'
import { serveKeys } from './key-server.js'
import { RELAY, sampleClaims, T0 } from './sample-claims.js'
import { createSigner } from './signer.js'

const relay = createSigner('relay-key')
const words: Intention = { mode: 'reading', text: '我同意借款一万元' }
const expected: Expectation = { reference: 'order-4711', intention: words }

function verifierWith(options: Partial<ResultVerifierOptions> = {}) {
  return createResultVerifier({
    issuer: RELAY,
    scene: 'loan',
    consume: memoryConsume(),
    jwks: { keys: [relay.publicKey] },
    now: () => (T0 + 5) * 1000,
    ...options,
  })
}

describe('a good token', () => {
  test('establishes what it says, under names of its own', async () => {
    const consent = { version: '2026-01', at: T0 - 300 }
    const token = relay.token({ ...sampleClaims, consent })
    expect(await verifierWith().verify(token, expected)).toEqual({
      id: sampleClaims.jti,
      reference: 'order-4711',
      scene: 'loan',
      status: 'passed',
      mode: 'native',
      startedBy: 'merchant',
      identity: 'supplied',
      handoff: false,
      intention: sampleClaims.intention,
      consent: { version: '2026-01', at: new Date((T0 - 300) * 1000) },
      sandbox: false,
      evidence: 'sealed-handle',
      issuedAt: new Date(T0 * 1000),
      useUntil: new Date((T0 + 3 * 86_400) * 1000),
    })
  })

  test('is verified with the keys that the relay publishes under its own path', async () => {
    const server = await serveKeys(relay)
    const issuer = `${server.url}/faceid`
    const { verify } = createResultVerifier({
      issuer: `${issuer}/`,
      scene: 'loan',
      consume: memoryConsume(),
      now: () => T0 * 1000,
    })
    const token = relay.token({ ...sampleClaims, iss: issuer })
    expect(await verify(token, expected)).toMatchObject({ status: 'passed' })
    expect(server.requests).toEqual(['/faceid/.well-known/jwks.json'])
  })
})

describe('a signed token', () => {
  test.each<[string, Partial<ResultClaims>]>([
    ['iat', { iat: T0 + 35 }],
    ['exp', { exp: T0 - 24 }],
    ['use_until', { use_until: T0 - 24 }],
  ])('is accepted with %s inside the clock tolerance', async (_, claims) => {
    const token = relay.token({ ...sampleClaims, ...claims })
    expect(await verifierWith().verify(token, expected)).toMatchObject({ status: 'passed' })
  })

  test('of a sandbox is accepted if that is allowed', async () => {
    const { verify } = verifierWith({ allowSandbox: true })
    const token = relay.token({ ...sampleClaims, sandbox: true })
    expect(await verify(token, expected)).toMatchObject({ sandbox: true })
  })

  test('that failed says why in the error', async () => {
    const token = relay.token({ ...sampleClaims, status: 'failed', reason: 'attempts_exhausted' })
    const verifying = verifierWith().verify(token, expected)
    await expect(verifying).rejects.toMatchObject({
      code: 'not_passed',
      reason: 'attempts_exhausted',
    })
  })
})

describe('consume', () => {
  test('is asked last, with id, reference and how long to remember', async () => {
    const uses: unknown[] = []
    const { verify } = verifierWith({
      consume: (...use) => {
        uses.push(use)
        return true
      },
    })
    await verify(relay.token(sampleClaims), { reference: 'order-4712' }).catch(() => undefined)
    await verify(relay.token(sampleClaims), expected)
    const until = new Date((sampleClaims.use_until + 30) * 1000)
    expect(uses).toEqual([[sampleClaims.jti, 'order-4711', until]])
  })

  test('refuses a verification that was used for something else', async () => {
    const consume = memoryConsume({ now: () => T0 * 1000 })
    const { verify } = verifierWith({ consume })
    await consume(sampleClaims.jti, 'order-1', new Date((T0 + 60) * 1000))
    const verifying = verify(relay.token(sampleClaims), expected)
    await expect(verifying).rejects.toMatchObject({ code: 'already_used' })
  })

  test.each(['failed', 'expired'] as const)('is not asked for a result that %s', async (status) => {
    const { verify } = verifierWith({
      consume: () => {
        throw new Error('a failure must not be used up')
      },
    })
    const token = relay.token({ ...sampleClaims, status, reason: 'session_over' })
    const result = await verify(token, { ...expected, status: 'any' })
    expect(result).toMatchObject({ status, reason: 'session_over' })
  })

  test('lets a form be sent twice, with a fresh token too', async () => {
    const { verify } = verifierWith({ consume: memoryConsume({ now: () => T0 * 1000 }) })
    const first = await verify(relay.token(sampleClaims), expected)
    const fresh = relay.token({ ...sampleClaims, iat: T0 + 1, exp: T0 + 601 })
    expect(await verify(fresh, expected)).toMatchObject({ id: first.id })
  })

  test.each(['failed', 'expired'] as const)('is not asked for a result that %s', async (status) => {
    const { verify } = verifierWith({
      consume: () => {
        throw new Error('a failure must not be used up')
      },
    })
    const token = relay.token({ ...sampleClaims, status, reason: 'session_over' })
    const result = await verify(token, { ...expected, status: 'any' })
    expect(result).toMatchObject({ status, reason: 'session_over' })
  })

  test('that answers nothing is a mistake, and no permission', async () => {
    // What a forgotten `return` makes of it, in JavaScript.
    const { verify } = verifierWith({ consume: (() => undefined) as never })
    await expect(verify(relay.token(sampleClaims), expected)).rejects.toThrow(TypeError)
  })

  test('that fails lets its own error through', async () => {
    const trouble = new Error('database away')
    const { verify } = verifierWith({ consume: () => Promise.reject(trouble) })
    await expect(verify(relay.token(sampleClaims), expected)).rejects.toBe(trouble)
  })
})
