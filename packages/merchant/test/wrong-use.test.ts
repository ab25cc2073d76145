import { describe, expect, expectTypeOf, test } from 'vitest'
import {
  createResultVerifier,
  type Expectation,
  isResultError,
  memoryConsume,
  type PassedResult,
  type Result,
  ResultError,
  type ResultVerifier,
  type ResultVerifierOptions,
} from '../src/index.js'
import { sampleClaims, T0 } from './sample-claims.js'
import { createSigner } from './signer.js'

const relay = createSigner('relay-key')
const right: ResultVerifierOptions = {
  issuer: sampleClaims.iss,
  scene: 'loan',
  consume: memoryConsume(),
  jwks: { keys: [relay.publicKey] },
  now: () => T0 * 1000,
}

describe('a verifier that is set up wrongly', () => {
  // Each is what untyped JavaScript may hand in.
  test.each([
    ['issuer', 'm.shop.example'],
    ['issuer', undefined],
    ['issuer', 'ftp://m.shop.example'],
    ['scene', ''],
    ['scene', ['loan', 'member']],
    ['consume', undefined],
    ['jwks', '/jwks.json'],
    ['jwks', { keys: 'none' }],
    ['allowSandbox', 'no'],
    ['clockToleranceSeconds', 3600],
    ['clockToleranceSeconds', Number.NaN],
    ['timeoutMs', 0],
  ])('is refused at once, naming %s (%j)', (name, value) => {
    const options = { ...right, [name]: value } as ResultVerifierOptions
    expect(() => createResultVerifier(options)).toThrow(new RegExp(`\`${name}\``))
  })
})

describe('an expectation that is no expectation', () => {
  const { verify } = createResultVerifier(right)
  test.each([
    {},
    { reference: undefined },
    { reference: '' },
    { reference: 'order 4711' },
    { reference: 'a'.repeat(65) },
    { reference: ['order-4711'] },
    { reference: 'order-4711', accept: 'everyone' },
    { reference: 'order-4711', status: 'failed' },
  ])('is a mistake in the program: %j', async (expected) => {
    const verifying = verify(relay.token(sampleClaims), expected as Expectation)
    await expect(verifying).rejects.toThrow(TypeError)
  })
})

test('the types ask for what may not be left out', () => {
  type Verify = ResultVerifier['verify']
  expectTypeOf<{ accept: 'anyone' }>().not.toExtend<Expectation>()
  expectTypeOf<{ issuer: string; scene: string }>().not.toExtend<ResultVerifierOptions>()
  expectTypeOf<{ reference: 'a'; status: 'any' }>().not.toExtend<Expectation>()
  expectTypeOf<'somebody'>().not.toExtend<NonNullable<Expectation['accept']>>()
  const passed = (verify: Verify) => verify('', { reference: 'a' })
  const any = (verify: Verify) => verify('', { reference: 'a', status: 'any' })
  expectTypeOf(passed).returns.resolves.toEqualTypeOf<PassedResult>()
  expectTypeOf(any).returns.resolves.toEqualTypeOf<Result>()
  expectTypeOf<Result>().not.toExtend<PassedResult>()
})

test('an error of another copy of this package is known by its name', () => {
  class Twin extends Error {
    override name = 'ResultError'
    code = 'key_unknown'
  }
  expect(isResultError(new Twin())).toBe(true)
  expect(isResultError(new ResultError('token_missing'))).toBe(true)
  expect(isResultError(new Error('ResultError'))).toBe(false)
  expect(isResultError({ name: 'ResultError', code: 'key_unknown' })).toBe(false)
})
