import type { StartRequest } from '@faceid-h5/protocol'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createFaceId, type FaceId } from '../src/face-id.js'
import type { FaceIdOptions } from '../src/options.js'
import { isWidgetError, type WidgetErrorCode } from '../src/widget-error.js'
import { relayServer, type TestRelay } from './relay-server.js'
import { surroundings, type TestSurroundings } from './surroundings.js'

const phone = { app: 'wechat', os: 'ios', device: 'phone' } as const
const desktop = { app: 'other', os: 'windows', device: 'desktop' } as const
const browser = { app: 'other', os: 'ios', device: 'phone' } as const

let relay: TestRelay
let around: TestSurroundings

beforeEach(async () => {
  relay = await relayServer()
  around = surroundings()
})
afterEach(() => relay.close())

function page(options: Partial<FaceIdOptions> = {}, where = around): FaceId {
  const usual = { relay: relay.address, scene: 'member', reference: 'order-1', environment: phone }
  return createFaceId({ ...usual, ...options }, where)
}

async function codeOf(promise: Promise<unknown>): Promise<WidgetErrorCode | undefined> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  return isWidgetError(error) ? error.code : undefined
}

const calls = () => relay.asked.map(({ call }) => call)
const starts = () => calls().filter((call) => call.startsWith('POST'))

test('a start asks the relay for exactly what the contract has, and leaves for the hosted page', async () => {
  await page({ consentVersion: '2026-01' }).start()
  const expected: StartRequest = {
    scene: 'member',
    reference: 'order-1',
    modes: ['native', 'overlay'],
    returnUrl: 'https://m.shop.example/apply?x=1#/step/2',
    environment: phone,
    consentVersion: '2026-01',
  }
  expect(relay.asked.map(({ call, body }) => [call, body])).toEqual([
    ['POST /verifications', expected],
  ])
  expect(around.went).toEqual([`${relay.address}/v1/hosted/0`])
})

test('the ticket goes into the header and never into an address', async () => {
  await page().start()
  await page().check()
  expect(relay.asked.at(-1)?.headers.authorization).toBe('Bearer ticket-0')
  expect(calls().join(' ')).not.toContain('ticket')
})

test('the language of the page is asked for, or the one that is wanted', async () => {
  await page().start()
  await page({ locale: 'zh-TW' }).check()
  expect(relay.asked.map(({ headers }) => headers['accept-language'])).toEqual(['zh-CN', 'zh-HK'])
})

test('a start-url gets the very same body, and its answer counts', async () => {
  await page({ startUrl: `${relay.origin}/start` }).start()
  await page().start()
  const [own, direct] = relay.asked
  expect(own?.call).toBe('POST /start')
  expect(direct).toBeUndefined()
  expect(own?.body?.reference).toBe('order-1')
  expect(around.went).toHaveLength(2)
})

test('the return URL may be relative to the page', async () => {
  await page({ returnUrl: '/done#/here' }).start()
  expect(relay.asked[0]?.body?.returnUrl).toBe('https://m.shop.example/done#/here')
})

test('what was prepared is what the start uses', async () => {
  const faceid = page()
  await faceid.prepare()
  await faceid.prepare()
  expect(around.went).toEqual([])
  await faceid.start()
  expect(starts()).toHaveLength(1)
  expect(around.went).toHaveLength(1)
})

test('two taps at once, and two elements on one page, make one verification', async () => {
  await Promise.all([page().start(), page().start(), page().prepare()])
  expect(starts()).toHaveLength(1)
})

test('an open verification is gone back to', async () => {
  await page().start()
  await page().start()
  expect(starts()).toHaveLength(1)
  expect(new Set(around.went).size).toBe(1)
})

test.each([
  ['another return URL', { returnUrl: '/other' }],
  ['another version of the consent', { consentVersion: '2' }],
  ['another reference', { reference: 'order-2' }],
  ['another scene', { scene: 'loan' }],
  ['another environment', { environment: { app: 'wecom', os: 'ios', device: 'phone' } as const }],
])('%s makes another verification', async (_, options) => {
  await page().start()
  await page(options).start()
  expect(starts()).toHaveLength(2)
})

test('one that can no longer be used makes room for another', async () => {
  relay.started = { openUntil: Date.now() + 10_000 }
  await page().start()
  await page().start()
  expect(starts().length).toBeGreaterThan(1)
})

test('one that was prepared long ago makes room for another', async () => {
  let now = Date.now()
  around.now = () => now
  const faceid = page()
  await faceid.prepare()
  now += 7_200_000
  await faceid.start()
  expect(starts()).toHaveLength(2)
})

test('a final verification makes room for another', async () => {
  await page().start()
  relay.outcome = { status: 'failed', final: true }
  await page().check()
  await page().start()
  expect(starts()).toHaveLength(2)
})

test('a reset makes room for another', async () => {
  const faceid = page()
  await faceid.start()
  faceid.reset()
  expect(await faceid.check()).toBeNull()
  await faceid.start()
  expect(starts()).toHaveLength(2)
})

test('a start that is reset meanwhile does not leave the page', async () => {
  const faceid = page()
  const start = faceid.start()
  faceid.reset()
  expect(await codeOf(start)).toBe('called_off')
  expect(around.went).toEqual([])
})

test('a failed start is not kept: the next one asks again', async () => {
  relay.problems.POST = { status: 429, code: 'rate_limited', detail: 'Wait', retryable: true }
  expect(await codeOf(page().start())).toBe('rate_limited')
  relay.problems.POST = undefined
  await page().start()
  expect(around.went).toHaveLength(1)
})

test('another reference on the same phone sees nothing of the first', async () => {
  await page().start()
  expect(await page({ reference: 'order-2' }).resume()).toBeNull()
})

test('with nothing open, resuming asks nobody', async () => {
  expect(await page().resume()).toBeNull()
  expect(calls()).toEqual([])
})

test('resuming asks until there is an outcome', async () => {
  await page().start()
  relay.hold = async (call) => {
    if (call.startsWith('GET') && calls().length > 3) {
      relay.outcome = { status: 'passed', final: true, resultToken: 'token' }
    }
  }
  expect(await page().resume()).toMatchObject({ status: 'passed', resultToken: 'token' })
})

test('resuming says pending after 15 seconds, however slow the relay is', async () => {
  await page().start()
  let release: () => void = () => {}
  relay.hold = () => new Promise((resolve) => (release = resolve))
  const outcome = page().resume()
  around.patienceIsOver(15_000)
  expect(await outcome).toMatchObject({ id: '0', status: 'pending', final: false })
  release()
})

test('resuming with a relay that is out of reach says so', async () => {
  await page().start()
  await relay.close()
  expect(await codeOf(page().resume())).toBe('relay_unreachable')
})

test.each(['ticket_invalid', 'not_found'] as const)(
  'with %s nothing is open any more',
  async (code) => {
    await page().start()
    relay.problems.verifications = { status: 401, code, detail: 'No', retryable: false }
    expect(await page().check()).toBeNull()
    relay.problems.verifications = undefined
    expect(await page().check()).toBeNull()
  },
)

test('with ticket_expired the verification has expired', async () => {
  await page().start()
  const gone = { status: 410, code: 'ticket_expired', detail: 'No', retryable: false } as const
  relay.problems.verifications = gone
  expect(await page().check()).toMatchObject({ id: '0', status: 'expired', final: true })
})

test('a ticket handed in is read, and gone back to', async () => {
  await page().start()
  const emptied = surroundings()
  const url = `${relay.address}/v1/hosted/0`
  const ticket = { id: '0', ticket: 'ticket-0', url, openUntil: Date.now() + 7_200_000 }
  const faceid = page({ ticket, reference: 'order-9' }, emptied)
  expect((await faceid.check())?.id).toBe('0')
  await faceid.start()
  expect(emptied.went).toEqual([url])
  expect(starts()).toHaveLength(1)
})

test('an older ticket handed in does not replace a newer one', async () => {
  await page().start()
  const ticket = { id: '7', ticket: 'ticket-7', openUntil: Date.now() }
  expect((await page({ ticket }).check())?.id).toBe('0')
})

test.each([
  [phone, [], 'here', []],
  [browser, [], 'outside', ['GET /scenes/member']],
  [browser, ['outsideWeChat'], 'here', ['GET /scenes/member']],
  [desktop, [], 'other-device', ['GET /scenes/member']],
  [desktop, ['handoff'], 'handoff', ['GET /scenes/member']],
] as const)('%j with the scene’s %j is offered %s', async (environment, allowed, offer, asked) => {
  for (const name of allowed) relay.scene[name] = true
  const faceid = page({ environment })
  expect(await faceid.offer()).toBe(offer)
  expect(await faceid.offer()).toBe(offer)
  expect(calls()).toEqual(asked)
})

test('where nothing can run, a start says so and asks for none', async () => {
  expect(await codeOf(page({ environment: desktop }).start())).toBe('not_here')
  expect(starts()).toEqual([])
})

test('a handoff stays on the page and brings a code', async () => {
  relay.scene.handoff = true
  const { qrCode } = await page({ environment: desktop }).start()
  expect(qrCode).toMatch(/^data:image\/svg\+xml/)
  expect(relay.asked.at(-1)?.body).toMatchObject({ handoff: true, modes: ['overlay', 'native'] })
  expect(around.went).toEqual([])
})

test('WeChat’s late word that this is a mini program comes before the jump', async () => {
  Object.assign(globalThis, { window: {}, navigator: { userAgent: 'iPhone MicroMessenger/8' } })
  around.bridge = async () => {
    Object.assign(globalThis, { window: { __wxjs_environment: 'miniprogram' } })
  }
  const start = page({ environment: undefined }).start()
  expect(await codeOf(start)).toBe('not_here')
  Reflect.deleteProperty(globalThis, 'window')
})

test.each([
  ['https://evil.example/', 'hosted_url_refused'],
  ['javascript:alert(1)', 'hosted_url_refused'],
])('an answer that leads to %s is not followed', async (url, code) => {
  relay.started = { url }
  expect(await codeOf(page().start())).toBe(code)
  expect(around.went).toEqual([])
  expect(await page().check()).toBeNull()
})
