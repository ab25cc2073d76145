import { expect, test } from 'vitest'
import { questions } from './support/people.js'
import { useSandbox } from './support/use-sandbox.js'

const { sandbox, client } = await useSandbox()

interface Answers {
  calls: unknown
  now: number
  rules: Record<string, unknown>
}
const get = async (path: string): Promise<Answers> =>
  JSON.parse(await (await fetch(`${sandbox.url}${path}`)).text())
const send = (path: string, body: unknown, method = 'POST') =>
  fetch(`${sandbox.url}${path}`, {
    method,
    ...(method === 'POST' && {
      headers: { 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  })

test('Another process can play the user', async () => {
  const bizToken = await client.start({ ...questions, Extra: 'mine' })
  expect(await get('/sandbox/tokens')).toMatchObject({
    tokens: [
      { bizToken, ruleId: '1000002', face: null, finished: false, request: { Extra: 'mine' } },
    ],
  })
  const outcome = { face: 2006 }
  expect((await send('/sandbox/finish', { bizToken, outcome })).status).toBe(204)
  expect((await client.info(bizToken)).Text?.ErrCode).toBe(2006)
  expect((await send('/sandbox/finish', { bizToken })).status).toBe(204)
  expect(await get('/sandbox/tokens')).toMatchObject({ tokens: [{ face: 0, finished: true }] })
})

test('Another process can order a misbehaviour, count calls and forget both', async () => {
  await send('/sandbox/calls', undefined, 'DELETE')
  const behaviour = { kind: 'error', code: 'InternalError' }
  expect((await send('/sandbox/next', { action: '*', behaviour, times: 2 })).status).toBe(204)
  expect(await client.refusal('DetectAuth', { RuleId: '1000003' })).toBe('InternalError')
  expect((await send('/sandbox/next', undefined, 'DELETE')).status).toBe(204)
  expect(await client.refusal('DetectAuth', { RuleId: '1000003' })).toBe('no error')
  const { calls } = await get('/sandbox/calls?action=DetectAuth')
  expect(calls).toMatchObject([{ answer: 'InternalError' }, { answer: 'ok' }])
  expect(await get('/sandbox/calls?action=GetDetectInfoEnhanced')).toEqual({ calls: [] })
})

test('Another process can move the clock', async () => {
  const { now } = await get('/sandbox/clock')
  expect((await send('/sandbox/clock', { advanceMs: 3_600_000 })).status).toBe(204)
  expect((await get('/sandbox/clock')).now - now).toBeGreaterThanOrEqual(3_600_000)
})

test('Another process can read the rules', async () => {
  expect((await get('/sandbox/rules')).rules['1000001']).toMatchObject({ mode: 'native' })
})

test.each([
  ['/sandbox/finish', { bizToken: 'X' }],
  ['/sandbox/finish', {}],
  ['/sandbox/finish', 'no JSON'],
  ['/sandbox/finish', 'null'],
  ['/sandbox/next', { action: 'DetectAuth', behaviour: { kind: 'explode' } }],
  ['/sandbox/next', { action: 'DetectAuth', behaviour: { kind: 'hang' }, times: 'often' }],
  ['/sandbox/clock', { advanceMs: -1 }],
  ['/sandbox/clock', {}],
])('%s with %j is refused with a reason', async (path, body) => {
  const response = await send(path, body)
  expect(response.status).toBe(400)
  expect(await response.json()).toEqual({ error: expect.stringMatching(/\w{3}/) })
})

test('A web page elsewhere cannot pull levers with a plain form', async () => {
  const bizToken = await client.start({ RuleId: '1000003' })
  const body = JSON.stringify({ bizToken })
  const response = await fetch(`${sandbox.url}/sandbox/finish`, { method: 'POST', body })
  expect(response.status).toBe(400)
  expect((await client.info(bizToken)).Text?.ErrCode).toBeNull()
})

test.each([
  [{ face: '0' }],
  [{ face: 1.5 }],
  [{ intention: 'no' }],
  [{ omit: ['Everything'] }],
  ['passed'],
  [null],
])('An outcome of %j is refused', async (outcome) => {
  const bizToken = await client.start(questions)
  expect(() => Reflect.apply(sandbox.finish, sandbox, [bizToken, outcome])).toThrow(TypeError)
})

const refused = (bizToken: string, outcome?: object): unknown => {
  try {
    sandbox.finish(bizToken, outcome)
  } catch (error) {
    return error
  }
}

test('A passed face stays passed, and a rule without intention has none', async () => {
  const plain = await client.start({ RuleId: '1000003' })
  expect(refused(plain, { intention: 0 })).toMatchObject({ code: 'intention_unexpected' })
  sandbox.finish(plain)
  expect(refused(plain, { face: 2016 })).toMatchObject({ code: 'face_passed' })
  expect(refused(plain, {})).toBeUndefined()
  expect((await client.info(plain)).Text?.LivenessDetail).toHaveLength(1)
})

test('Tokens that are unknown or too old cannot be finished', async () => {
  const old = await client.start({ RuleId: '1000003' })
  sandbox.clock.advance(4 * 24 * 3_600_000)
  expect(refused(old)).toMatchObject({ code: 'token_forgotten' })
  expect(refused('X')).toMatchObject({ code: 'token_unknown' })
})
