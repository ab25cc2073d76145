import type { StartResponse } from '@faceid-h5/protocol'
import type { FastifyInstance } from 'fastify'
import { describe, expect, it } from 'vitest'
import { getStatus, postStart, relayOfFile } from './relay-under-test.js'
import { apiKey, otherApiKey, secretA, secretB } from './secrets.js'

const relay = relayOfFile()

const withSecret = (relaySecret: string) => relay.another({ relaySecret })

/** One verification: started on one relay, returned through and read on another. */
async function crosses(from: FastifyInstance, to: FastifyInstance): Promise<number[]> {
  const started: StartResponse = (await postStart(from)).json()
  const returned = await to.inject({ url: relay.redirectUrlOf(started).pathname })
  const read = await getStatus(to, started)
  return [returned.statusCode, read.statusCode]
}

describe('rotating RELAY_SECRET across two relays', () => {
  const steps = [secretA, `${secretA},${secretB}`, `${secretB},${secretA}`, secretB]

  it.each([
    [0, 1],
    [1, 2],
    [2, 3],
  ])(
    'step %i to step %i loses no verification, whichever relay is ahead',
    async (before, after) => {
      const [behind, ahead] = [
        await withSecret(steps[before] ?? ''),
        await withSecret(steps[after] ?? ''),
      ]
      expect(await crosses(ahead, behind)).toEqual([303, 200])
      expect(await crosses(behind, ahead)).toEqual([303, 200])
    },
  )

  it('a leaked secret that is dropped at once opens nothing any more', async () => {
    const [leaked, clean] = [await withSecret(secretA), await withSecret(secretB)]
    expect(await crosses(leaked, clean)).toEqual([400, 401])
  })
})

describe('rotating MERCHANT_API_KEY', () => {
  it('old and new are both good until the old one is dropped', async () => {
    const fresh = otherApiKey
    const both = await relay.another({ merchantApiKeys: [apiKey, fresh] })
    const only = await relay.another({ merchantApiKeys: [fresh] })
    const start = async (app: FastifyInstance, key: string) =>
      (await postStart(app, { authorization: `Bearer ${key}` })).statusCode
    expect([await start(both, apiKey), await start(both, fresh)]).toEqual([201, 201])
    expect([await start(only, apiKey), await start(only, fresh)]).toEqual([401, 201])
  })
})
