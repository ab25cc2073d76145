import { afterEach, beforeEach } from 'vitest'
import { createFaceId, type FaceId } from '../src/client/face-id.js'
import type { FaceIdOptions } from '../src/client/options.js'
import { isWidgetError, type WidgetError } from '../src/client/widget-error.js'
import { platform, type TestPlatform } from './platform.js'
import { relayServer, type TestRelay } from './relay-server.js'

/** For every test a relay of its own, and a browser's platform with nothing in the storage. */
export function headless() {
  let relay: TestRelay
  let around: TestPlatform
  beforeEach(async () => {
    relay = await relayServer()
    around = platform()
  })
  afterEach(() => relay.close())
  const calls = () => relay.asked.map(({ call }) => call)
  return {
    get relay(): TestRelay {
      return relay
    },
    get around(): TestPlatform {
      return around
    },
    /** A page that was just loaded. */
    page(options: Partial<FaceIdOptions> = {}, where: TestPlatform = around): FaceId {
      const usual = { scene: 'member', reference: 'order-1', environment: phone }
      return createFaceId({ relay: relay.address, ...usual, ...options }, where)
    },
    calls,
    starts: () => calls().filter((call) => call.startsWith('POST')),
  }
}

export const phone = { app: 'wechat', os: 'ios', device: 'phone' } as const
export const desktop = { app: 'other', os: 'windows', device: 'desktop' } as const
export const browser = { app: 'other', os: 'ios', device: 'phone' } as const

export async function errorOf(promise: Promise<unknown>): Promise<WidgetError> {
  const error = await promise.catch((reason: unknown) => reason)
  if (!isWidgetError(error)) throw new TypeError(`not a WidgetError: ${error}`)
  return error
}

export const codeOf = async (promise: Promise<unknown>) => (await errorOf(promise)).code
