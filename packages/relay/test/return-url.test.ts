import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { returnUrlFault } from '../src/verification/return-url.js'

/** `refused`: what is wrong with it → a return URL that only looks allowed. */
const urls: { prefixes: string[]; allowed: string[]; refused: Record<string, string> } = JSON.parse(
  readFileSync(new URL('return-urls.json', import.meta.url), 'utf8'),
)

describe('a return URL', () => {
  it.each(urls.allowed)('%s is allowed', (url) => {
    expect(returnUrlFault(url, urls.prefixes)).toBeUndefined()
  })

  it.each(Object.entries(urls.refused))('with %s is refused', (_title, url) => {
    expect(returnUrlFault(url, urls.prefixes)).toBeDefined()
  })

  it('is refused where nothing is allowed', () => {
    expect(returnUrlFault('https://m.shop.example/apply', [])).toBeDefined()
  })
})
