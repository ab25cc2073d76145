import { sandboxCredential } from '@faceid-h5/sandbox'
import Fastify from 'fastify'
import { describe, expect, it } from 'vitest'
import { ConfigurationError } from '../src/config/load.js'
import { createApp } from '../src/server/app.js'
import { faceidRelay } from '../src/server/plugin.js'
import { configuration } from './relay-under-test.js'
import { apiKey, secretA } from './secrets.js'

const options = {
  configuration,
  credentials: sandboxCredential,
  relaySecret: secretA,
  merchantApiKeys: [apiKey],
}

describe('the relay does not start', () => {
  it('half-configured, and says everything at once without a secret', async () => {
    const attempt = createApp({
      configuration: { ...configuration, publicUrl: 'nowhere' },
      credentials: { secretId: '', secretKey: '' },
      relaySecret: 'short-secret-canary',
      merchantApiKeys: ['key-canary'],
      endpoint: 'https://sandbox.example',
    })
    await expect(attempt).rejects.toThrow(ConfigurationError)
    const message = await attempt.catch((error: Error) => error.message)
    for (const name of [
      'publicUrl',
      'RELAY_SECRET',
      'MERCHANT_API_KEY',
      'FACEID_ENDPOINT',
      'TENCENTCLOUD_SECRET_ID',
    ]) {
      expect(message).toContain(name)
    }
    expect(message).not.toContain('canary')
  })

  it('with a scene of the merchant’s and no API key', async () => {
    await expect(createApp({ ...options, merchantApiKeys: [] })).rejects.toThrow(
      /scenes\.loan .*MERCHANT_API_KEY/,
    )
  })
})

describe('API keys are refused', () => {
  it.each<[string, string[], object]>([
    ['that are typed', ['a'.repeat(32)], {}],
    ['in quotes', [`"${apiKey}"`], {}],
    ['that stand there twice', [apiKey, apiKey], {}],
    [
      'that stand there twice, once with a name',
      [apiKey, `loans:${apiKey}`],
      { loans: { scenes: ['loan'] } },
    ],
    ['with a name that the configuration does not have', [`hunter:${apiKey}`], {}],
    ['that only the configuration has', [apiKey], { loans: { scenes: ['loan'] } }],
    ['with scenes that are none', [`loans:${apiKey}`], { loans: { scenes: ['other'] } }],
  ])('%s, without being shown', async (_title, merchantApiKeys, apiKeys) => {
    const attempt = createApp({
      ...options,
      merchantApiKeys,
      configuration: { ...configuration, apiKeys },
    })
    await expect(attempt).rejects.toThrow(ConfigurationError)
    const message = await attempt.catch((error: Error) => error.message)
    for (const part of [apiKey, 'hunter', 'aaaa']) expect(message).not.toContain(part)
  })
})

describe('the plugin', () => {
  it('refuses a host whose router would cut the state of a return', async () => {
    for (const host of [Fastify(), Fastify({ routerOptions: { maxParamLength: 500 } })]) {
      await expect(host.register(faceidRelay, options)).rejects.toThrow(/maxParamLength: 1024/)
    }
  })
})

describe('a relay without a path', () => {
  it('lives at the root', async () => {
    const app = await createApp({
      ...options,
      configuration: { ...configuration, publicUrl: 'https://relay.example/' },
    })
    expect((await app.inject({ url: '/healthz' })).json()).toEqual({ status: 'alive' })
    expect((await app.inject({ url: '/nothing?BizToken=x' })).json()).toMatchObject({
      code: 'not_found',
    })
    await app.close()
  })
})
