import { expect, it, vi } from 'vitest'
import { createCallQueue } from '../src/tencent/call-queue.js'
import { createTencentClient, type UpstreamCall } from '../src/tencent/client.js'
import { ProviderError } from '../src/tencent/errors.js'

// As where the package was not installed, or no file could be opened when it was first needed.
vi.mock('tencentcloud-sdk-nodejs-common', () => {
  throw new Error('Cannot find package')
})

it('Without the SDK each call fails as any other call to Tencent does, and is logged', async () => {
  const calls: UpstreamCall[] = []
  const queue = createCallQueue({ perSecond: 10, take: () => 0 })
  const client = createTencentClient({
    credentials: { secretId: 'id', secretKey: 'key' },
    queues: { DetectAuth: queue, GetDetectInfoEnhanced: queue },
    onCall: (call) => calls.push(call),
  })
  for (const action of ['DetectAuth', 'GetDetectInfoEnhanced'] as const) {
    const error = await client
      .call(action, { RuleId: '1', BizToken: '1' })
      .catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ProviderError)
    expect(error).toMatchObject({ fault: 'transient', providerCode: 'SdkNotLoaded' })
  }
  client.close()
  expect(new Set(calls.map(({ code }) => code))).toEqual(new Set(['SdkNotLoaded']))
})
