import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { remoteKeySet } from '../src/key-set.js'
import { serveKeys } from './key-server.js'
import { createSigner } from './signer.js'

const one = createSigner('one')
const two = createSigner('two')
const MINUTE = 60_000
const HOUR = 60 * MINUTE

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: 0 })
})
afterEach(() => {
  vi.useRealTimers()
})

function keySetAt(url: string) {
  const keys = remoteKeySet(url, fetch, 5000)
  return (kid: string) => keys({ alg: 'EdDSA', kid }, { payload: '', signature: '' })
}

describe('the keys of the relay', () => {
  test('are read once for many tokens at a time, and again after ten minutes', async () => {
    const server = await serveKeys(one, two)
    const keys = keySetAt(server.url)
    await Promise.all([keys('one'), keys('two'), keys('one')])
    vi.setSystemTime(10 * MINUTE - 1)
    await keys('one')
    expect(server.requests).toHaveLength(1)
    vi.setSystemTime(10 * MINUTE)
    await keys('one')
    expect(server.requests).toHaveLength(2)
  })

  test('are read again for a key that was published since', async () => {
    const server = await serveKeys(one)
    const keys = keySetAt(server.url)
    await keys('one')
    server.signers = [two, one]
    vi.setSystemTime(30_000)
    await expect(keys('two')).resolves.toMatchObject({ type: 'public' })
  })

  test('are read at most twice a minute for invented key ids', async () => {
    const server = await serveKeys(one)
    const keys = keySetAt(server.url)
    for (let now = 0; now < MINUTE; now += 1000) {
      vi.setSystemTime(now)
      await expect(keys(`invented-${now}`)).rejects.toMatchObject({
        code: 'ERR_JWKS_NO_MATCHING_KEY',
      })
    }
    expect(server.requests).toHaveLength(2)
  })

  test('are dropped when the relay publishes them no more', async () => {
    const server = await serveKeys(one)
    const keys = keySetAt(server.url)
    await keys('one')
    server.signers = [two]
    vi.setSystemTime(10 * MINUTE)
    await expect(keys('one')).rejects.toMatchObject({ code: 'ERR_JWKS_NO_MATCHING_KEY' })
  })

  test('serve for a day while the relay is away, and no longer', async () => {
    const server = await serveKeys(one)
    const keys = keySetAt(server.url)
    await keys('one')
    await server.close()
    vi.setSystemTime(24 * HOUR - 10 * MINUTE - 1)
    await expect(keys('one')).resolves.toMatchObject({ type: 'public' })
    vi.setSystemTime(24 * HOUR)
    await expect(keys('one')).rejects.toMatchObject({ code: 'keys_unavailable', retryable: true })
  })

  test('do not delay every token while the relay is away', async () => {
    const server = await serveKeys(one)
    const keys = keySetAt(server.url)
    await keys('one')
    server.status = 503
    for (let now = HOUR; now < HOUR + MINUTE; now += 1000) {
      vi.setSystemTime(now)
      await keys('one')
    }
    expect(server.requests).toHaveLength(2)
  })

  test('may hold the key in question when the relay is away: unavailable, not unknown', async () => {
    const server = await serveKeys(one)
    const keys = keySetAt(server.url)
    await keys('one')
    server.status = 500
    vi.setSystemTime(MINUTE)
    await expect(keys('two')).rejects.toMatchObject({ code: 'keys_unavailable' })
  })

  test('are requested at most twice a minute while there is no copy', async () => {
    const server = await serveKeys(one)
    server.status = 500
    const keys = keySetAt(server.url)
    for (let now = 0; now < MINUTE; now += 1000) {
      vi.setSystemTime(now)
      await expect(keys(`invented-${now}`)).rejects.toMatchObject({
        code: 'keys_unavailable',
        retryable: true,
      })
    }
    expect(server.requests).toHaveLength(2)
    server.status = 200
    vi.setSystemTime(MINUTE)
    await expect(keys('one')).resolves.toMatchObject({ type: 'public' })
  })

  test('of another kind are left alone', async () => {
    const server = await serveKeys(one)
    const other = { ...two.publicKey, crv: 'X25519' }
    server.signers = [{ ...two, publicKey: other }, one]
    const keys = keySetAt(server.url)
    await expect(keys('two')).rejects.toMatchObject({ code: 'ERR_JWKS_NO_MATCHING_KEY' })
    await expect(keys('one')).resolves.toMatchObject({ type: 'public' })
  })
})
