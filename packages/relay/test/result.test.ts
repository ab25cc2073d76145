import { createPublicKey, verify } from 'node:crypto'
import type { ResultClaims } from '@faceid-h5/protocol'
import { beforeEach, describe, expect, it } from 'vitest'
import { getStatus, person, relayOfFile, shop } from './relay-under-test.js'

const minute = 60_000
const relay = relayOfFile()
beforeEach(() => {
  relay.clock.now += 3 * 24 * 60 * minute
})

const get = (url: string, authorization?: string) =>
  relay.app.inject({ url, headers: { ...(authorization && { authorization }) } })
const readWith = (id: string, ticket: string) =>
  get(`/faceid/v1/verifications/${id}`, `Bearer ${ticket}`)

/** Checked with node:crypto, not with the library that signed. */
async function claimsOf(token: string | undefined): Promise<ResultClaims> {
  const [head = '', body = '', signature = ''] = (token ?? '').split('.')
  const header = JSON.parse(Buffer.from(head, 'base64url').toString())
  expect(header).toEqual({ alg: 'EdDSA', typ: 'faceid-result+jwt', kid: expect.any(String) })
  const { keys } = (await get('/faceid/.well-known/jwks.json')).json()
  const jwk = keys.find(({ kid }: { kid: string }) => kid === header.kid)
  const key = createPublicKey({ key: jwk, format: 'jwk' })
  expect(
    verify(null, Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url')),
  ).toBe(true)
  return JSON.parse(Buffer.from(body, 'base64url').toString())
}

describe('a result', () => {
  it('is pending at first, and says when to ask again', async () => {
    const state = await relay.read(await relay.startMember())
    expect(state).toEqual({
      id: expect.any(String),
      status: 'pending',
      final: false,
      openUntil: relay.clock.now + 120 * minute,
      nextPollAfterMs: 1_000,
    })
  })

  it('of a passed verification carries a token with what is true, and nothing of the person', async () => {
    const started = await relay.startMember({ modes: ['overlay'] })
    relay.finish(started)
    const state = await relay.read(started)
    expect(state).toMatchObject({ status: 'passed', final: true, nextPollAfterMs: 0 })
    const now = Math.floor(relay.clock.now / 1_000)
    expect(await claimsOf(state.resultToken)).toEqual({
      iss: `${shop}/faceid`,
      aud: 'member',
      sub: 'order-4711',
      jti: started.id,
      iat: now,
      exp: now + 600,
      use_until: now + 3 * 24 * 3_600,
      status: 'passed',
      mode: 'overlay',
      started_by: 'browser',
      handoff: false,
      identity: 'captured',
      sandbox: true,
      evidence: expect.stringMatching(/^[A-Za-z0-9_-]+$/),
    })
  })

  it('with an intention passes only when both parts have passed', async () => {
    const started = await relay.startLoan()
    relay.finish(started, { face: 0, intention: null })
    expect(await relay.read(started)).toMatchObject({ status: 'pending', final: false })
    relay.finish(started, { face: 0, intention: -301 })
    relay.clock.now += 10_000
    expect(await relay.read(started)).toMatchObject({
      status: 'failed',
      final: false,
      reason: { code: 'intention_refused', next: 'retry' },
    })
    relay.finish(started, { face: 0, intention: 0 })
    relay.clock.now += 10_000
    const state = await relay.read(started)
    expect(state).toMatchObject({ status: 'passed', final: true })
    expect(await claimsOf(state.resultToken)).toMatchObject({
      started_by: 'merchant',
      identity: 'supplied',
      intention: { mode: 'questions', digest: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/) },
    })
  })

  it('reads the part of the intention that was asked, and only after the face has passed', async () => {
    for (const [started, part] of [
      [await relay.startLoan(), '16'],
      [await relay.startLoan({ scene: 'reading', modes: ['overlay'] }), '15'],
    ] as const) {
      relay.sandbox.forgetCalls()
      await relay.read(started)
      expect(relay.infoTypes()).toEqual(['1'])
      relay.finish(started)
      relay.clock.now += 5_000
      expect(await relay.read(started)).toMatchObject({ status: 'passed' })
      expect(relay.infoTypes()).toEqual(['1', '1', part])
    }
  })

  it('failed is shown with its advice and not final until two hours and a quarter have passed', async () => {
    const started = await relay.startMember()
    relay.finish(started, { face: 2018 })
    for (const [after, final] of [
      [0, false],
      [134 * minute, false],
      [1 * minute, true],
    ] as const) {
      relay.clock.now += after
      const state = await relay.read(started)
      expect(state).toMatchObject({
        status: 'failed',
        final,
        reason: { code: 'daily_limit_reached', next: 'wait', availableAt: expect.any(Number) },
      })
      expect('resultToken' in state).toBe(final)
    }
    const { resultToken } = await relay.read(started)
    expect(await claimsOf(resultToken)).toMatchObject({
      status: 'failed',
      reason: 'daily_limit_reached',
    })
  })

  it('that never came expires after two hours and a quarter', async () => {
    const started = await relay.startMember()
    relay.clock.now += 135 * minute
    const state = await relay.read(started)
    expect(state).toMatchObject({ status: 'expired', final: true })
    expect(await claimsOf(state.resultToken)).toMatchObject({ status: 'expired' })
  })

  it('is kept for three days, then the ticket has expired', async () => {
    const started = await relay.startMember()
    relay.finish(started)
    relay.clock.now += 72 * 60 * minute - 1
    expect(await relay.read(started)).toMatchObject({ status: 'passed' })
    relay.clock.now += 1
    const response = await readWith(started.id, started.ticket)
    expect(response.statusCode).toBe(410)
    expect(response.json()).toMatchObject({ code: 'ticket_expired' })
  })

  it('gives its advice in the language of the browser', async () => {
    const started = await relay.startMember()
    relay.finish(started, { face: 2006 })
    const { reason } = await relay.read(started, { 'accept-language': 'zh-HK' })
    expect(reason?.advice).toMatch(/請/)
  })

  it('with consent carries its version and time', async () => {
    const started = await relay.startMember({
      scene: 'shared',
      modes: ['overlay'],
      consentVersion: 'v3',
      handoff: true,
    })
    relay.finish(started)
    const { resultToken } = await relay.read(started)
    expect(await claimsOf(resultToken)).toMatchObject({
      handoff: true,
      consent: { version: 'v3', at: Math.floor(relay.clock.now / 1_000) },
    })
  })
})

describe('reading sparingly', () => {
  it('asks again only after the last answer is old enough, and never again after a pass', async () => {
    const started = await relay.startMember()
    relay.sandbox.forgetCalls()
    await relay.read(started)
    relay.clock.now += 999
    await relay.read(started)
    expect(relay.infoTypes()).toHaveLength(1)
    relay.finish(started)
    relay.clock.now += 1
    await relay.read(started)
    expect(relay.infoTypes()).toHaveLength(2)
    relay.clock.now += 24 * 60 * minute
    expect(await relay.read(started)).toMatchObject({ status: 'passed' })
    expect(relay.infoTypes()).toHaveLength(2)
  })

  it('more than two reads a second with one ticket are refused for a moment, and other tickets are not', async () => {
    const [one, other] = [await relay.startMember(), await relay.startMember()]
    const codes: number[] = []
    for (let read = 0; read < 12; read += 1)
      codes.push((await readWith(one.id, one.ticket)).statusCode)
    expect(codes.filter((code) => code === 200)).toHaveLength(10)
    expect(codes.at(-1)).toBe(429)
    expect((await readWith(other.id, other.ticket)).statusCode).toBe(200)
  })
})

describe('a ticket', () => {
  it('of another verification, forged, or none: all look the same', async () => {
    const mine = await relay.startMember()
    const theirs = await relay.startMember({ reference: 'order-2' })
    const state = relay.stateOf(mine)
    const attempts = [
      await get(`/faceid/v1/verifications/${mine.id}`),
      await get(`/faceid/v1/verifications/${mine.id}`, `Basic ${mine.ticket}`),
      await readWith(mine.id, theirs.ticket),
      await readWith(theirs.id, mine.ticket),
      await readWith(mine.id, `${mine.ticket.slice(0, -2)}AA`),
      await readWith(mine.id, state),
      await readWith(mine.id, 'x'),
      await readWith('00000000-0000-0000-0000-000000000000', mine.ticket),
      await readWith('..%2f..', mine.ticket),
    ]
    const first = { ...attempts[0]?.json(), requestId: expect.any(String) }
    for (const attempt of attempts) {
      expect(attempt.statusCode).toBe(401)
      expect(attempt.json()).toEqual(first)
    }
  })

  it.each([
    ['Bearer ', 200],
    ['bearer  ', 200],
    [`Bearer${' '.repeat(10_000)}`, 401],
  ])(
    'comes with little beside it, since what is kept of a header keeps all of it (%#)',
    async (before, status) => {
      const { id, ticket } = await relay.startMember()
      const response = await get(`/faceid/v1/verifications/${id}`, `${before}${ticket}`)
      expect(response.statusCode).toBe(status)
    },
  )

  it('shows nothing of what it holds', async () => {
    const started = await relay.startLoan()
    const bytes = Buffer.from(started.ticket, 'base64url').toString('latin1')
    for (const secret of [relay.bizTokenOf(started), 'loan', person.idCard])
      expect(bytes).not.toContain(secret)
  })
})

describe('a ticket of a sandbox', () => {
  it('is none at Tencent, though the secret is the same', async () => {
    const started = await relay.startMember()
    const real = await relay.another({ endpoint: '' })
    const response = await getStatus(real, started)
    expect(response.json()).toMatchObject({ status: 401, code: 'ticket_invalid' })
  })
})
