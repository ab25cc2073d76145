import Fastify from 'fastify'
import { describe, expect, it } from 'vitest'
import { translateFault } from '../src/cli/messages.js'
import { ConfigurationError } from '../src/config/load.js'
import { type AppOptions, createApp } from '../src/server/app.js'
import { faceidRelay } from '../src/server/plugin.js'
import { configuration, relayOptions } from './relay-under-test.js'
import { apiKey } from './secrets.js'

/** @returns what is wrong; it can be read in Chinese too. */
async function faultsOf(more: Partial<AppOptions>): Promise<string> {
  const error: unknown = await createApp({ ...relayOptions, ...more }).catch((thrown) => thrown)
  if (!(error instanceof ConfigurationError)) throw error
  for (const fault of error.faults) expect(translateFault('zh', fault)).toMatch(/[一-鿿]/)
  return error.message
}

it('A relay that is half-configured does not start, and says everything at once without a secret', async () => {
  const message = await faultsOf({
    configuration: { ...configuration, publicUrl: 'nowhere' },
    credentials: { secretId: '', secretKey: '' },
    relaySecret: 'short-secret-canary',
    merchantApiKeys: ['key-canary'],
    endpoint: 'https://sandbox.example',
  })
  const names = ['publicUrl', 'RELAY_SECRET', 'MERCHANT_API_KEY', 'FACEID_ENDPOINT']
  for (const name of [...names, 'TENCENTCLOUD_SECRET_ID']) expect(message).toContain(name)
  expect(message).not.toContain('canary')
})

describe('API keys are refused', () => {
  const loans = { loans: { scenes: ['loan'] } }
  it.each<[string, string[], object]>([
    ['if none is there for a scene of the merchant’s', [], {}],
    ['that are typed', ['a'.repeat(32)], {}],
    ['in quotes', [`"${apiKey}"`], {}],
    ['that stand there twice', [apiKey, apiKey], {}],
    ['that stand there twice, once with a name', [apiKey, `loans:${apiKey}`], loans],
    ['with a name that the configuration does not have', [`hunter:${apiKey}`], {}],
    ['that only the configuration has', [apiKey], loans],
    ['with scenes that are none', [`loans:${apiKey}`], { loans: { scenes: ['other'] } }],
  ])('%s, without being shown', async (_title, merchantApiKeys, apiKeys) => {
    const message = await faultsOf({
      merchantApiKeys,
      configuration: { ...configuration, apiKeys },
    })
    expect(message).toMatch(/MERCHANT_API_KEY|apiKeys/)
    for (const part of [apiKey, 'hunter', 'aaaa']) expect(message).not.toContain(part)
  })
})

describe('the plugin', () => {
  it('refuses a host whose router would cut the state of a return', async () => {
    for (const host of [Fastify(), Fastify({ routerOptions: { maxParamLength: 500 } })]) {
      await expect(host.register(faceidRelay, relayOptions)).rejects.toThrow(/maxParamLength: 1024/)
    }
  })
})

describe('a relay without a path', () => {
  it('lives at the root', async () => {
    const app = await createApp({
      ...relayOptions,
      configuration: { ...configuration, publicUrl: 'https://relay.example/' },
    })
    expect((await app.inject({ url: '/healthz' })).json()).toEqual({ status: 'alive' })
    expect((await app.inject({ url: '/nothing?BizToken=x' })).json()).toMatchObject({
      code: 'not_found',
    })
    await app.close()
  })
})
