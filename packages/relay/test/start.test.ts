import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  backEnd,
  browser,
  createRelayUnderTest,
  loanBody,
  memberBody,
  person,
  postStart,
  type RelayUnderTest,
  shop,
} from './relay-under-test.js'

let relay: RelayUnderTest
beforeAll(async () => {
  relay = await createRelayUnderTest()
})
afterAll(() => relay.close())

const post = (payload: object | string, headers: Record<string, string> = browser) =>
  postStart(relay.app, { 'content-type': 'application/json', ...headers }, payload)

describe('a start', () => {
  it('by a page answers id, mode, url, ticket and openUntil, and nothing else', async () => {
    const started = await relay.startMember()
    expect(started).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      mode: 'native',
      url: expect.stringContaining('#wechat_redirect'),
      ticket: expect.stringMatching(/^[A-Za-z0-9_-]+$/),
      openUntil: relay.clock.now + 7_200_000,
    })
  })

  it('asks Tencent with the mode’s own RuleId, a clean RedirectUrl and our id as Extra', async () => {
    for (const [modes, mode, ruleId] of [
      [['native', 'overlay'], 'native', '1000004'],
      [['overlay', 'native'], 'overlay', '1000003'],
      [['overlay'], 'overlay', '1000003'],
    ] as const) {
      const started = await relay.startMember({ modes })
      const [call] = relay.sandbox.calls('DetectAuth').slice(-1)
      expect(started.mode).toBe(mode)
      expect(call?.parameters).toEqual({
        RuleId: ruleId,
        RedirectUrl: expect.stringMatching(
          /^https:\/\/m\.shop\.example\/faceid\/v1\/return\/[A-Za-z0-9_-]+$/,
        ),
        Extra: started.id,
      })
    }
  })

  it('by the back end sends name, number and words, and answers none of them', async () => {
    const response = await post(
      { ...loanBody, identity: { name: ` ${person.name} `, idCard: person.idCard.toLowerCase() } },
      backEnd,
    )
    expect(response.statusCode).toBe(201)
    const [call] = relay.sandbox.calls('DetectAuth').slice(-1)
    expect(call?.parameters).toMatchObject({
      RuleId: '1000001',
      Name: person.name,
      IdCard: person.idCard,
      IntentionQuestions: [{ Question: '您是否同意借款一万元？', Answers: ['同意', '是的'] }],
    })
    expect(response.body).not.toContain(person.name)
    expect(response.body).not.toContain(person.idCard)
  })

  it('takes the back end’s words instead of the scene’s', async () => {
    const questions = [{ ask: '您是否同意借款两万元？', answers: ['同意'] }]
    await relay.startLoan({ intention: { mode: 'questions', questions } })
    const [call] = relay.sandbox.calls('DetectAuth').slice(-1)
    expect(call?.parameters.IntentionQuestions).toEqual([
      { Question: '您是否同意借款两万元？', Answers: ['同意'] },
    ])
  })

  it('of a handoff brings the hosted page’s address as a QR code', async () => {
    const started = await relay.startMember({
      scene: 'shared',
      modes: ['overlay'],
      handoff: true,
      consentVersion: '2026-01',
    })
    const svg = Buffer.from(started.qrCode?.split(',')[1] ?? '', 'base64').toString()
    expect(started.qrCode).toMatch(/^data:image\/svg\+xml;base64,/)
    expect(svg).toMatch(/^<svg/)
  })
})

interface Refusal {
  title: string
  body?: object | string
  headers?: Record<string, string>
  status: number
  code: string
}

const refusals: Refusal[] = [
  // who may start
  {
    title: 'a page without an Origin',
    headers: { origin: '' },
    status: 403,
    code: 'origin_not_allowed',
  },
  {
    title: 'a page of another origin',
    headers: { origin: 'https://evil.example' },
    status: 403,
    code: 'origin_not_allowed',
  },
  {
    title: 'an origin that only begins like ours',
    headers: { origin: `${shop}.evil.example` },
    status: 403,
    code: 'origin_not_allowed',
  },
  {
    title: 'our origin on another port',
    headers: { origin: `${shop}:8443` },
    status: 403,
    code: 'origin_not_allowed',
  },
  {
    title: 'our origin over http',
    headers: { origin: 'http://m.shop.example' },
    status: 403,
    code: 'origin_not_allowed',
  },
  {
    title: 'a sandboxed frame',
    headers: { origin: 'null' },
    status: 403,
    code: 'origin_not_allowed',
  },
  {
    title: 'a wrong API key',
    headers: { authorization: 'Bearer wrong' },
    status: 401,
    code: 'unauthorized',
  },
  {
    title: 'a wrong API key from an allowed origin',
    headers: { ...browser, authorization: 'Bearer wrong' },
    status: 401,
    code: 'unauthorized',
  },
  {
    title: 'an API key in another scheme',
    headers: { authorization: `Basic ${backEnd.authorization.slice(7)}` },
    status: 401,
    code: 'unauthorized',
  },
  {
    title: 'a page that starts the merchant’s scene',
    body: { scene: 'loan' },
    status: 401,
    code: 'unauthorized',
  },
  // what a page may send
  {
    title: 'identity from a page',
    body: { identity: person },
    status: 400,
    code: 'field_not_allowed',
  },
  {
    title: 'a photo from a page',
    body: { image: 'iVBORw0KGgo=' },
    status: 400,
    code: 'field_not_allowed',
  },
  {
    title: 'the words from a page',
    body: { intention: { mode: 'reading', text: '我同意' } },
    status: 400,
    code: 'field_not_allowed',
  },
  {
    title: 'a field nobody knows',
    body: { ruleId: '1000001' },
    status: 400,
    code: 'field_not_allowed',
  },
  {
    title: 'a field nobody knows, deeper',
    body: { environment: { app: 'wechat', os: 'ios', device: 'phone', userAgent: 'x' } },
    status: 400,
    code: 'field_not_allowed',
  },
  {
    title: 'a handoff the scene does not allow',
    body: { handoff: true },
    status: 400,
    code: 'field_not_allowed',
  },
  // its shape
  { title: 'no JSON', body: '{"scene":', status: 400, code: 'invalid_request' },
  {
    title: 'another content type',
    body: 'scene=member',
    headers: { ...browser, 'content-type': 'text/plain' },
    status: 400,
    code: 'invalid_request',
  },
  { title: 'a list', body: '[]', status: 400, code: 'invalid_request' },
  { title: 'null', body: 'null', status: 400, code: 'invalid_request' },
  { title: 'no reference', body: { reference: undefined }, status: 400, code: 'invalid_request' },
  { title: 'an empty reference', body: { reference: '' }, status: 400, code: 'invalid_request' },
  {
    title: 'a reference of 65 characters',
    body: { reference: 'x'.repeat(65) },
    status: 400,
    code: 'invalid_request',
  },
  {
    title: 'a reference with a slash',
    body: { reference: 'a/b' },
    status: 400,
    code: 'invalid_request',
  },
  {
    title: 'a reference with a line feed at its end',
    body: { reference: 'order-1\n' },
    status: 400,
    code: 'invalid_request',
  },
  {
    title: 'a number as a reference',
    body: { reference: 4711 },
    status: 400,
    code: 'invalid_request',
  },
  { title: 'no modes', body: { modes: [] }, status: 400, code: 'invalid_request' },
  { title: 'another mode', body: { modes: ['app'] }, status: 400, code: 'invalid_request' },
  {
    title: 'an environment that is none',
    body: { environment: { app: 'qq', os: 'ios', device: 'phone' } },
    status: 400,
    code: 'invalid_request',
  },
  {
    title: 'a scene that asks for consent, without',
    body: { scene: 'shared', modes: ['overlay'], returnUrl: `${shop}/` },
    status: 400,
    code: 'invalid_request',
  },
  {
    title: 'more than 16 kB from a page',
    body: { reference: 'x'.repeat(17_000) },
    status: 413,
    code: 'payload_too_large',
  },
  // against the scene
  { title: 'an unknown scene', body: { scene: 'other' }, status: 404, code: 'scene_unknown' },
  {
    title: 'a scene out of the prototype',
    body: { scene: '__proto__' },
    status: 404,
    code: 'scene_unknown',
  },
  {
    title: 'a mode without a RuleId',
    body: { scene: 'shared', modes: ['native'], consentVersion: '1' },
    status: 409,
    code: 'mode_unavailable',
  },
  {
    title: 'a return URL elsewhere',
    body: { returnUrl: 'https://evil.example/member' },
    status: 400,
    code: 'return_url_not_allowed',
  },
  {
    title: 'a return URL of another scene',
    body: { returnUrl: `${shop}/apply` },
    status: 400,
    code: 'return_url_not_allowed',
  },
  {
    title: 'a return URL that is too long',
    body: { returnUrl: `${shop}/member?q=${'x'.repeat(900)}` },
    status: 400,
    code: 'return_url_too_long',
  },
  // by the back end
  {
    title: 'no identity where it is supplied',
    body: { ...loanBody, identity: undefined },
    headers: backEnd,
    status: 400,
    code: 'invalid_request',
  },
  {
    title: 'identity where it is captured',
    body: { ...memberBody, identity: person },
    headers: backEnd,
    status: 400,
    code: 'field_not_allowed',
  },
  {
    title: 'a mistyped ID number',
    body: { ...loanBody, identity: { ...person, idCard: '110105194912310021' } },
    headers: backEnd,
    status: 400,
    code: 'invalid_request',
  },
  {
    title: 'a name of 33 characters',
    body: { ...loanBody, identity: { ...person, name: '名'.repeat(33) } },
    headers: backEnd,
    status: 400,
    code: 'invalid_request',
  },
  {
    title: 'a photo that is a gif',
    body: { ...loanBody, image: 'R0lGODlhAQABAAAAACw=' },
    headers: backEnd,
    status: 400,
    code: 'invalid_request',
  },
  {
    title: 'a photo as a data URL',
    body: { ...loanBody, image: 'data:image/png;base64,iVBORw0KGgo=' },
    headers: backEnd,
    status: 400,
    code: 'invalid_request',
  },
  {
    title: 'words of another kind than the scene’s',
    body: { ...loanBody, intention: { mode: 'reading', text: '我同意' } },
    headers: backEnd,
    status: 400,
    code: 'invalid_request',
  },
  {
    title: 'words over the limit',
    body: {
      ...loanBody,
      intention: { mode: 'questions', questions: [{ ask: '问'.repeat(251), answers: ['是'] }] },
    },
    headers: backEnd,
    status: 400,
    code: 'invalid_request',
  },
]

describe('a start is refused, and Tencent not asked, for', () => {
  for (const { title, body, headers = browser, status, code } of refusals) {
    it(`${title}: ${code}`, async () => {
      const before = relay.sandbox.calls().length
      const isBase = headers === backEnd || typeof body === 'string'
      const response = await post(
        typeof body === 'string' ? body : { ...(isBase ? {} : memberBody), ...body },
        dropEmpty(headers),
      )
      expect(response.json()).toEqual({
        type: `urn:faceid-h5:problem:${code}`,
        title: expect.any(String),
        status,
        code,
        detail: expect.any(String),
        requestId: expect.any(String),
        retryable: false,
      })
      expect(response.statusCode).toBe(status)
      expect(response.headers['content-type']).toContain('application/problem+json')
      expect(response.headers['access-control-allow-origin']).toBe('*')
      expect(relay.sandbox.calls()).toHaveLength(before)
      for (const secret of [person.idCard, '110105194912310021'])
        expect(response.body).not.toContain(secret)
    })
  }

  it('more starts than allowed: rate_limited, with Retry-After, in separate buckets for pages and back ends', async () => {
    const app = await relay.another({
      configuration: await configurationWith({
        browserStartsPerMinute: 2,
        merchantStartsPerMinute: 1,
      }),
    })
    const send = (headers: Record<string, string>, payload: object) =>
      postStart(app, headers, payload)
    expect((await send(browser, memberBody)).statusCode).toBe(201)
    expect((await send(browser, memberBody)).statusCode).toBe(201)
    const third = await send(browser, memberBody)
    expect(third.json()).toMatchObject({ code: 'rate_limited', status: 429, retryable: true })
    expect(Number(third.headers['retry-after'])).toBeGreaterThan(0)
    expect((await send(backEnd, loanBody)).statusCode).toBe(201)
    expect((await send(backEnd, loanBody)).json()).toMatchObject({ code: 'rate_limited' })
  })
})

describe('an endUser of a back end', () => {
  it('has a limit of its own, which leaves the API key’s to the others', async () => {
    const app = await relay.another({
      configuration: await configurationWith({
        endUserStartsPerMinute: 2,
        merchantStartsPerMinute: 4,
      }),
    })
    const start = async (endUser?: string) => {
      const payload = { ...loanBody, ...(endUser === undefined ? {} : { endUser }) }
      const sent = { method: 'POST', url: '/faceid/v1/verifications', headers: backEnd } as const
      return (await app.inject({ ...sent, payload })).statusCode
    }
    const statuses: number[] = []
    for (let turn = 0; turn < 8; turn += 1) statuses.push(await start('visitor-1'))
    expect(statuses).toEqual([201, 201, 429, 429, 429, 429, 429, 429])
    // Of the API key's four starts two are left.
    expect([await start('visitor-2'), await start(), await start()]).toEqual([201, 201, 429])
  })
})

describe('an API key in a page', () => {
  it('is refused by its Origin header, right or wrong', async () => {
    for (const authorization of [backEnd.authorization, 'Bearer wrong']) {
      const response = await post(loanBody, { authorization, origin: shop })
      expect(response.json()).toMatchObject({ code: 'unauthorized', status: 401 })
      expect(response.json().detail).toContain('Origin')
    }
  })
})

describe('the client address', () => {
  it('is one, however the proxy writes it, and the proxy’s own if it is unreadable', async () => {
    const app = await relay.another({
      configuration: await configurationWith({ browserStartsPerMinute: 1 }),
      trustProxy: ['127.0.0.1/8'],
    })
    const statusOf = async (from: string) => {
      const headers = { ...browser, 'x-forwarded-for': from }
      const sent = { method: 'POST', url: '/faceid/v1/verifications', headers } as const
      return (await app.inject({ ...sent, payload: memberBody })).statusCode
    }
    const spellings = [
      [
        '203.0.113.7',
        '203.0.113.7:4711',
        '::ffff:203.0.113.7',
        '::ffff:cb00:7107',
        '[::ffff:203.0.113.7]:80',
      ],
      ['2001:db8::1', '[2001:db8::1]', '[2001:DB8:0:0::2]:443'],
      ['203.000.113.007', '203.0.113.9.', 'unknown', '_hidden'],
    ]
    for (const [first = '', ...others] of spellings) {
      expect(await statusOf(first)).toBe(201)
      for (const other of others) expect(await statusOf(other), other).toBe(429)
    }
  })

  it('is that of the proxy’s header only behind a trusted proxy, and of IPv6 the subscriber’s /64', async () => {
    const limits = { browserStartsPerMinute: 1 }
    const codeOf = async (app: typeof relay.app, from: string) => {
      const headers = { ...browser, 'x-forwarded-for': from }
      const sent = {
        method: 'POST',
        url: '/faceid/v1/verifications',
        headers,
        payload: memberBody,
      } as const
      return (await app.inject(sent)).statusCode
    }
    const open = await relay.another({ configuration: await configurationWith(limits) })
    expect([await codeOf(open, '203.0.113.7'), await codeOf(open, '203.0.113.8')]).toEqual([
      201, 429,
    ])
    const behind = await relay.another({
      configuration: await configurationWith(limits),
      trustProxy: ['127.0.0.1/8'],
    })
    expect([await codeOf(behind, '203.0.113.7'), await codeOf(behind, '203.0.113.8')]).toEqual([
      201, 201,
    ])
    expect([
      await codeOf(behind, '2001:db8:1:2::1'),
      await codeOf(behind, '2001:db8:1:2:9::5'),
    ]).toEqual([201, 429])
    expect(await codeOf(behind, '2001:db8:1:3::1')).toBe(201)
    // Whatever a client puts in front of its own address changes nothing.
    expect(await codeOf(behind, '198.51.100.1, 203.0.113.7')).toBe(429)
  })
})

describe('an origin that is not allowed', () => {
  it('is named in the detail, so that a developer can add it', async () => {
    const response = await post(memberBody, { origin: 'https://new.shop.example' })
    expect(response.json().detail).toContain('"https://new.shop.example"')
  })
})

async function configurationWith(limits: object): Promise<object> {
  const { configuration } = await import('./relay-under-test.js')
  return { ...configuration, limits }
}

function dropEmpty(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== ''))
}
