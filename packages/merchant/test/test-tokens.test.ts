import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createResultVerifier, isResultError, memoryConsume } from '../src/index.js'
import { testTokens } from './token-cases.js'

const published = testTokens()

test.each(published.tokens)('the published token “$name” is $outcome', async (tokenCase) => {
  const { verify } = createResultVerifier({
    issuer: published.issuer,
    scene: published.scene,
    jwks: published.jwks,
    now: () => published.now * 1000,
    consume: memoryConsume(),
  })
  const { token, reference, accept, words } = tokenCase
  const expected = { reference, accept, ...(words && { intention: words }) }
  const outcome = await verify(token, expected).then(
    ({ status }) => status,
    (error: unknown) => (isResultError(error) ? error.code : error),
  )
  expect(outcome).toBe(tokenCase.outcome)
})

const file = new URL('../test-tokens.json', import.meta.url)

test('the published file is what these tests use (UPDATE_TEST_TOKENS=1 writes it)', () => {
  if (process.env.UPDATE_TEST_TOKENS) writeFileSync(file, JSON.stringify(published))
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(published)
})
