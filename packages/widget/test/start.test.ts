import type { StartRequest } from '@faceid-h5/protocol'
import { expect, test } from 'vitest'
import { browser, codeOf, desktop, headless, phone } from './headless.js'

const here = headless()

test('a start asks the relay for exactly what the contract has, and leaves for the hosted page', async () => {
  await here.page({ consentVersion: '2026-01' }).start()
  const expected: StartRequest = {
    scene: 'member',
    reference: 'order-1',
    modes: ['native', 'overlay'],
    returnUrl: 'https://m.shop.example/apply?x=1#/step/2',
    environment: phone,
    consentVersion: '2026-01',
  }
  expect(here.relay.asked.map(({ call, body }) => [call, body])).toEqual([
    ['POST /verifications', expected],
  ])
  expect(here.around.went).toEqual([`${here.relay.address}/v1/hosted/0`])
})

test('a start-url gets the very same body, and its answer counts', async () => {
  await here.page({ startUrl: `${here.relay.origin}/start` }).start()
  await here.page().start()
  const [own, direct] = here.relay.asked
  expect(own?.call).toBe('POST /start')
  expect(direct).toBeUndefined()
  expect(own?.body?.reference).toBe('order-1')
  expect(here.around.went).toHaveLength(2)
})

test('the return URL may be relative to the page', async () => {
  await here.page({ returnUrl: '/done#/here' }).start()
  expect(here.relay.asked[0]?.body?.returnUrl).toBe('https://m.shop.example/done#/here')
})

test('what was prepared is what the start uses', async () => {
  const faceid = here.page()
  await faceid.prepare()
  await faceid.prepare()
  expect(here.around.went).toEqual([])
  await faceid.start()
  expect(here.starts()).toHaveLength(1)
  expect(here.around.went).toHaveLength(1)
})

test('two taps at once, and two elements on one page, make one verification', async () => {
  await Promise.all([here.page().start(), here.page().start(), here.page().prepare()])
  expect(here.starts()).toHaveLength(1)
})

test('an open verification is gone back to', async () => {
  await here.page().start()
  await here.page().start()
  expect(here.starts()).toHaveLength(1)
  expect(new Set(here.around.went).size).toBe(1)
})

test.each([
  ['another return URL', { returnUrl: '/other' }],
  ['another version of the consent', { consentVersion: '2' }],
  ['another reference', { reference: 'order-2' }],
  ['another scene', { scene: 'loan' }],
  ['another environment', { environment: { app: 'wecom', os: 'ios', device: 'phone' } as const }],
])('%s makes another verification', async (_, options) => {
  await here.page().start()
  await here.page(options).start()
  expect(here.starts()).toHaveLength(2)
})

test('one that can no longer be used makes room for another', async () => {
  here.relay.started = { openUntil: Date.now() + 10_000 }
  await here.page().start()
  await here.page().start()
  expect(here.starts().length).toBeGreaterThan(1)
})

test('one that was prepared long ago makes room for one other', async () => {
  let now = Date.now()
  here.around.now = () => now
  const faceid = here.page()
  await faceid.prepare()
  now += 7_200_000
  here.relay.started = { openUntil: now + 7_200_000 }
  await Promise.all([faceid.prepare(), faceid.prepare()])
  await faceid.start()
  expect(here.starts()).toHaveLength(2)
})

test('a final verification makes room for another', async () => {
  await here.page().start()
  here.relay.outcome = { status: 'failed', final: true }
  await here.page().check()
  await here.page().start()
  expect(here.starts()).toHaveLength(2)
})

test('a reset makes room for another', async () => {
  const faceid = here.page()
  await faceid.start()
  faceid.reset()
  expect(await faceid.check()).toBeNull()
  await faceid.start()
  expect(here.starts()).toHaveLength(2)
})

test('a start that is reset meanwhile does not leave the page', async () => {
  const faceid = here.page()
  const start = faceid.start()
  faceid.reset()
  expect(await codeOf(start)).toBe('cancelled')
  expect(here.around.went).toEqual([])
})

test('a failed start is not kept: the next one asks again', async () => {
  here.relay.problems.POST = { status: 429, code: 'rate_limited', detail: 'Wait', retryable: true }
  expect(await codeOf(here.page().start())).toBe('rate_limited')
  here.relay.problems.POST = undefined
  await here.page().start()
  expect(here.around.went).toHaveLength(1)
})

test.each([
  [phone, [], 'here', []],
  [browser, [], 'outside', ['GET /scenes/member']],
  [browser, ['outsideWeChat'], 'here', ['GET /scenes/member']],
  [desktop, [], 'other-device', ['GET /scenes/member']],
  [desktop, ['handoff'], 'handoff', ['GET /scenes/member']],
] as const)('%j with the scene’s %j is offered %s', async (environment, allowed, offer, asked) => {
  for (const name of allowed) here.relay.scene[name] = true
  const faceid = here.page({ environment })
  expect(await faceid.offer()).toBe(offer)
  expect(await faceid.offer()).toBe(offer)
  expect(here.calls()).toEqual(asked)
})

test.each([
  ['reference', undefined],
  ['reference', 'a b'],
  ['scene', ''],
  ['relay', ''],
  ['relay', 'https://'],
])('a wrong %s (%j) is refused at once, by name', (name, value) => {
  expect(() => here.page({ [name]: value })).toThrow(new RegExp(`^${name}=`))
})

test('outside WeChat, a scene that allows it starts with the overlay', async () => {
  here.relay.scene.outsideWeChat = true
  await here.page({ environment: browser }).start()
  expect(here.relay.asked.at(-1)?.body?.modes).toEqual(['overlay'])
})

test('where nothing can run, a start says so and asks for none', async () => {
  expect(await codeOf(here.page({ environment: desktop }).start())).toBe('environment_unsupported')
  expect(here.starts()).toEqual([])
})

test('a handoff stays on the page and brings a code', async () => {
  here.relay.scene.handoff = true
  const { qrCode } = await here.page({ environment: desktop }).start()
  expect(qrCode).toMatch(/^data:image\/svg\+xml/)
  expect(here.relay.asked.at(-1)?.body).toMatchObject({
    handoff: true,
    modes: ['overlay', 'native'],
  })
  expect(here.around.went).toEqual([])
})

test('WeChat’s late word that this is a mini program comes before the jump', async () => {
  Object.assign(globalThis, { window: {}, navigator: { userAgent: 'iPhone MicroMessenger/8' } })
  here.around.bridge = async () => {
    Object.assign(globalThis, { window: { __wxjs_environment: 'miniprogram' } })
  }
  const start = here.page({ environment: undefined }).start()
  expect(await codeOf(start)).toBe('environment_unsupported')
  Reflect.deleteProperty(globalThis, 'window')
})

test.each([
  ['https://evil.example/', 'hosted_url_refused'],
  ['javascript:alert(1)', 'hosted_url_refused'],
])('an answer that leads to %s is not followed', async (url, code) => {
  here.relay.started = { url }
  expect(await codeOf(here.page().start())).toBe(code)
  expect(here.around.went).toEqual([])
  expect(await here.page().check()).toBeNull()
})
