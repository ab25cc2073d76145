import { expect, test } from 'vitest'
import {
  createResultVerifier,
  type Expectation,
  isResultError,
  memoryConsume,
} from '../src/index.js'
import published from '../test-tokens.json' with { type: 'json' }

// Signed by the Ed25519 seeds of 32 bytes 1 (test-key-1) and 32 bytes 2 (test-key-0), which sign nothing but tests.
test.each(published.tokens)('the published token “$name” is $outcome', async (tokenCase) => {
  const { issuer, scene, jwks } = published
  const now = () => published.now * 1000
  const { verify } = createResultVerifier({ issuer, scene, jwks, now, consume: memoryConsume() })
  const { token, reference, accept, words } = tokenCase
  // The file is written for verifiers in any language.
  const expected = { reference, accept, ...(words && { intention: words }) } as Expectation
  const outcome = await verify(token, expected).then(
    ({ status }) => status,
    (error: unknown) => (isResultError(error) ? error.code : error),
  )
  expect(outcome).toBe(tokenCase.outcome)
})
