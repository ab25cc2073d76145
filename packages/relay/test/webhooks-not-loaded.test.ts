import { expect, it, onTestFinished, vi } from 'vitest'
import { configuration, createRelayUnderTest } from './relay-under-test.js'

// As if the optional package was not installed.
vi.mock('@faceid-h5/webhooks', () => {
  throw new Error('Cannot find package')
})

it('Without a webhookUrl the relay does not load the webhooks package; with one it names it', async () => {
  const relay = await createRelayUnderTest()
  onTestFinished(() => relay.close())
  expect(await relay.startMember()).toMatchObject({ mode: 'native' })
  const refused = relay.another({
    configuration: { ...configuration, webhookUrl: 'https://shop.example/hook' },
    webhookSecret: `whsec_${Buffer.alloc(32).toString('base64')}`,
    webhookStore: 'file:webhooks',
  })
  await expect(refused).rejects.toThrow('npm install @faceid-h5/webhooks')
})
