import { afterEach, beforeEach } from 'vitest'
import { createFaceId, type FaceId } from '../src/face-id.js'
import type { FaceIdOptions } from '../src/options.js'
import { isWidgetError, type WidgetErrorCode } from '../src/widget-error.js'
import { relayServer, type TestRelay } from './relay-server.js'
import { surroundings, type TestSurroundings } from './surroundings.js'

/** For every test a relay of its own, and a browser's surroundings with nothing in the storage. */
export function headless() {
  let relay: TestRelay
  let around: TestSurroundings
  beforeEach(async () => {
    relay = await relayServer()
    around = surroundings()
  })
  afterEach(() => relay.close())
  const calls = () => relay.asked.map(({ call }) => call)
  return {
    get relay(): TestRelay {
      return relay
    },
    get around(): TestSurroundings {
      return around
    },
    /** A page that was just loaded. */
    page(options: Partial<FaceIdOptions> = {}, where: TestSurroundings = around): FaceId {
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

export async function codeOf(promise: Promise<unknown>): Promise<WidgetErrorCode | undefined> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  return isWidgetError(error) ? error.code : undefined
}
