import { beforeEach, describe, expect, test } from 'vitest'
import { remoteKeySet } from '../src/key-set.js'
import { serveKeys } from './key-server.js'
import { createSigner } from './signer.js'

const one = createSigner('one')
const two = createSigner('two')
const MINUTE = 60_000
const HOUR = 60 * MINUTE

let now: number
beforeEach(() => {
  now = 0
})

function keySetAt(url: string) {
  return remoteKeySet({ url, fetch, now: () => now, timeoutMs: 5000 })
}

describe('the keys of the relay', () => {
  test('are read once for many tokens at a time, and again after ten minutes', async () => {
    const server = await serveKeys(one, two)
    const keys = keySetAt(server.url)
    await Promise.all([keys('one'), keys('two'), keys('one')])
    now = 10 * MINUTE - 1
    await keys('one')
    expect(server.requests).toHaveLength(1)
    now = 10 * MINUTE
    await keys('one')
    expect(server.requests).toHaveLength(2)
  })

  test('are read again for a key that was published since', async () => {
    const server = await serveKeys(one)
    const keys = keySetAt(server.url)
    await keys('one')
    server.signers = [two, one]
    now = 30_000
    await expect(keys('two')).resolves.toMatchObject({ type: 'public' })
  })

  test('are read at most twice a minute for invented key ids', async () => {
    const server = await serveKeys(one)
    const keys = keySetAt(server.url)
    for (now = 0; now < MINUTE; now += 1000) {
      await expect(keys(`invented-${now}`)).rejects.toMatchObject({ code: 'key_unknown' })
    }
    expect(server.requests).toHaveLength(2)
  })

  test('are dropped when the relay publishes them no more', async () => {
    const server = await serveKeys(one)
    const keys = keySetAt(server.url)
    await keys('one')
    server.signers = [two]
    now = 10 * MINUTE
    await expect(keys('one')).rejects.toMatchObject({ code: 'key_unknown' })
  })

  test('serve for a day while the relay is away, and no longer', async () => {
    const server = await serveKeys(one)
    const keys = keySetAt(server.url)
    await keys('one')
    await server.close()
    now = 24 * HOUR - 1
    await expect(keys('one')).resolves.toMatchObject({ type: 'public' })
    now = 24 * HOUR
    await expect(keys('one')).rejects.toMatchObject({ code: 'keys_unavailable', retryable: true })
  })

  test('do not delay every token while the relay is away', async () => {
    const server = await serveKeys(one)
    const keys = keySetAt(server.url)
    await keys('one')
    server.status = 503
    for (now = HOUR; now < HOUR + MINUTE; now += 1000) await keys('one')
    expect(server.requests).toHaveLength(3)
  })

  test('may hold the key in question when the relay is away: unavailable, not unknown', async () => {
    const server = await serveKeys(one)
    const keys = keySetAt(server.url)
    await keys('one')
    server.status = 500
    now = MINUTE
    await expect(keys('two')).rejects.toMatchObject({ code: 'keys_unavailable' })
  })

  test('are asked for twice a minute as long as there is no copy', async () => {
    const server = await serveKeys(one)
    server.status = 500
    const keys = keySetAt(server.url)
    for (now = 0; now < MINUTE; now += 1000) {
      await expect(keys(`invented-${now}`)).rejects.toMatchObject({
        code: 'keys_unavailable',
        retryable: true,
      })
    }
    expect(server.requests).toHaveLength(2)
    server.status = 200
    await expect(keys('one')).resolves.toMatchObject({ type: 'public' })
  })

  test('of another kind are left alone', async () => {
    const server = await serveKeys(one)
    const other = { ...two.publicKey, crv: 'X25519' }
    server.signers = [{ ...two, publicKey: other }, one]
    const keys = keySetAt(server.url)
    await expect(keys('two')).rejects.toMatchObject({ code: 'key_unknown' })
    await expect(keys('one')).resolves.toMatchObject({ type: 'public' })
  })
})
