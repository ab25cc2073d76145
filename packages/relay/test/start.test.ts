import { describe, expect, it } from 'vitest'
import {
  backEnd,
  browser,
  configuration,
  loanBody,
  memberBody,
  person,
  postStart,
  relayOfFile,
  shop,
} from './relay-under-test.js'

const relay = relayOfFile()

const post = (payload: object | string, headers: Record<string, string> = browser) =>
  postStart(relay.app, { 'content-type': 'application/json', ...headers }, payload)

const sent = () => relay.sandbox.calls('DetectAuth').at(-1)?.parameters

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
    const redirect = /^https:\/\/m\.shop\.example\/faceid\/v1\/return\/[A-Za-z0-9_-]+$/
    for (const [modes, mode, RuleId] of [
      [['native', 'overlay'], 'native', '1000004'],
      [['overlay', 'native'], 'overlay', '1000003'],
      [['overlay'], 'overlay', '1000003'],
    ] as const) {
      const started = await relay.startMember({ modes })
      expect(started.mode).toBe(mode)
      const RedirectUrl = expect.stringMatching(redirect)
      expect(sent()).toEqual({ RuleId, RedirectUrl, Extra: started.id })
    }
  })

  it('by the back end sends name, number and words, and answers none of them', async () => {
    const identity = { name: ` ${person.name} `, idCard: person.idCard.toLowerCase() }
    const response = await post({ ...loanBody, identity }, backEnd)
    expect(response.statusCode).toBe(201)
    expect(sent()).toMatchObject({
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
    const IntentionQuestions = [{ Question: '您是否同意借款两万元？', Answers: ['同意'] }]
    expect(sent()).toMatchObject({ IntentionQuestions })
  })

  it('of a handoff brings the hosted page’s address as a QR code', async () => {
    const handoff = { handoff: true, consentVersion: '2026-01' }
    const started = await relay.startMember({ ...shared, ...handoff })
    const svg = Buffer.from(started.qrCode?.split(',')[1] ?? '', 'base64').toString()
    expect(started.qrCode).toMatch(/^data:image\/svg\+xml;base64,/)
    expect(svg).toMatch(/^<svg/)
  })
})

type Refusal = [
  code: keyof typeof statusOf,
  title: string,
  body: object | string,
  headers?: Record<string, string>,
]

const elsewhere = (origin: string) => ({ origin })
const wrongKey = { authorization: 'Bearer wrong' }
const basic = { authorization: `Basic ${backEnd.authorization.slice(7)}` }
const form = { ...browser, 'content-type': 'text/plain' }
const unknownApp = { app: 'qq', os: 'ios', device: 'phone' }
const unknownField = { app: 'wechat', os: 'ios', device: 'phone', userAgent: 'x' }
const reading = { mode: 'reading', text: '我同意' }
const longWords = { mode: 'questions', questions: [{ ask: '问'.repeat(251), answers: ['是'] }] }
const returnTo = (returnUrl: string) => ({ returnUrl })
const shared = { scene: 'shared', modes: ['overlay'], returnUrl: `${shop}/` }
const noRule = { ...shared, modes: ['native'], consentVersion: '1' }
const mistyped = { ...person, idCard: '110105194912310021' }
const longName = { ...person, name: '名'.repeat(33) }

/** Changes of a page's valid body. */
const refusedPages: Refusal[] = [
  ['origin_not_allowed', 'a page without an Origin', {}, elsewhere('')],
  ['origin_not_allowed', 'a page of another origin', {}, elsewhere('https://evil.example')],
  ['origin_not_allowed', 'an origin that only begins so', {}, elsewhere(`${shop}.evil.example`)],
  ['origin_not_allowed', 'our origin on another port', {}, elsewhere(`${shop}:8443`)],
  ['origin_not_allowed', 'our origin over http', {}, elsewhere('http://m.shop.example')],
  ['origin_not_allowed', 'a sandboxed frame', {}, elsewhere('null')],
  ['unauthorized', 'a wrong API key', {}, wrongKey],
  ['unauthorized', 'a wrong API key from an allowed origin', {}, { ...browser, ...wrongKey }],
  ['unauthorized', 'an API key from an allowed origin', {}, { ...browser, ...backEnd }],
  ['unauthorized', 'an API key in another scheme', {}, basic],
  ['unauthorized', 'a page that starts the merchant’s scene', { scene: 'loan' }],
  ['field_not_allowed', 'identity from a page', { identity: person }],
  ['field_not_allowed', 'a photo from a page', { image: 'iVBORw0KGgo=' }],
  ['field_not_allowed', 'the words from a page', { intention: reading }],
  ['field_not_allowed', 'an endUser from a page', { endUser: 'x' }],
  ['field_not_allowed', 'an unknown field', { ruleId: '1000001' }],
  ['field_not_allowed', 'an unknown field, deeper', { environment: unknownField }],
  ['field_not_allowed', 'a handoff the scene does not allow', { handoff: true }],
  ['invalid_request', 'no JSON', '{"scene":'],
  ['invalid_request', 'another content type', 'scene=member', form],
  ['invalid_request', 'a list', '[]'],
  ['invalid_request', 'null', 'null'],
  ['invalid_request', 'no reference', { reference: undefined }],
  ['invalid_request', 'an empty reference', { reference: '' }],
  ['invalid_request', 'a reference of 65 characters', { reference: 'x'.repeat(65) }],
  ['invalid_request', 'a reference with a slash', { reference: 'a/b' }],
  ['invalid_request', 'a reference with a line feed at its end', { reference: 'order-1\n' }],
  ['invalid_request', 'a number as a reference', { reference: 4711 }],
  ['invalid_request', 'no modes', { modes: [] }],
  ['invalid_request', 'a mode twice', { modes: ['native', 'native'] }],
  ['invalid_request', 'another mode', { modes: ['app'] }],
  ['invalid_request', 'an unknown app', { environment: unknownApp }],
  ['invalid_request', 'a scene that asks for consent, without', shared],
  ['payload_too_large', 'more than 16 kB from a page', { reference: 'x'.repeat(17_000) }],
  ['scene_unknown', 'an unknown scene', { scene: 'other' }],
  ['scene_unknown', 'a scene out of the prototype', { scene: '__proto__' }],
  ['mode_unavailable', 'a mode without a RuleId', noRule],
  ['return_url_not_allowed', 'a return URL elsewhere', returnTo('https://evil.example/member')],
  ['return_url_not_allowed', 'a return URL of another scene', returnTo(`${shop}/apply`)],
  ['return_url_too_long', 'a long return URL', returnTo(`${shop}/member?q=${'x'.repeat(900)}`)],
]

/** Changes of the back end's valid body. */
const refusedBackEnds: Refusal[] = [
  ['field_not_allowed', 'identity where it is captured', { ...memberBody, identity: person }],
  ['invalid_request', 'no identity where it is supplied', { identity: undefined }],
  ['invalid_request', 'a mistyped ID number', { identity: mistyped }],
  ['invalid_request', 'a name of 33 characters', { identity: longName }],
  ['invalid_request', 'a photo that is a gif', { image: 'R0lGODlhAQABAAAAACw=' }],
  ['invalid_request', 'a photo as a data URL', { image: 'data:image/png;base64,iVBORw0KGgo=' }],
  ['invalid_request', 'words of another kind than the scene’s', { intention: reading }],
  ['invalid_request', 'words without a mode', { intention: { text: '我同意' } }],
  ['invalid_request', 'words over the limit', { intention: longWords }],
]

const statusOf = {
  origin_not_allowed: 403,
  unauthorized: 401,
  field_not_allowed: 400,
  invalid_request: 400,
  payload_too_large: 413,
  scene_unknown: 404,
  mode_unavailable: 409,
  return_url_not_allowed: 400,
  return_url_too_long: 400,
}

const refusals = [
  ...refusedPages.map((row) => ({ row, valid: memberBody, usual: browser })),
  ...refusedBackEnds.map((row) => ({ row, valid: loanBody, usual: backEnd })),
].map(({ row: [code, title, body, headers], valid, usual }) => ({
  title,
  code,
  headers: Object.fromEntries(Object.entries(headers ?? usual).filter(([, value]) => value !== '')),
  body: typeof body === 'string' ? body : { ...valid, ...body },
}))

describe('a start is refused, and Tencent not asked, for', () => {
  it.each(refusals)('$title: $code', async ({ body, headers, code }) => {
    const status = statusOf[code]
    const before = relay.sandbox.calls().length
    const response = await post(body, headers)
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
    for (const secret of [person.idCard, mistyped.idCard])
      expect(response.body).not.toContain(secret)
  })

  it('an origin that is not allowed, and named, so that a developer can add it', async () => {
    const response = await post(memberBody, { origin: 'https://new.shop.example' })
    expect(response.json().detail).toContain('"https://new.shop.example"')
  })

  it('more starts than allowed: rate_limited, with Retry-After, in separate buckets for pages and back ends', async () => {
    const app = await limited({ browserStartsPerMinute: 2, merchantStartsPerMinute: 1 })
    expect((await postStart(app)).statusCode).toBe(201)
    expect((await postStart(app)).statusCode).toBe(201)
    const third = await postStart(app)
    expect(third.json()).toMatchObject({ code: 'rate_limited', status: 429, retryable: true })
    expect(Number(third.headers['retry-after'])).toBeGreaterThan(0)
    expect((await postStart(app, backEnd, loanBody)).statusCode).toBe(201)
    expect((await postStart(app, backEnd, loanBody)).json().code).toBe('rate_limited')
  })
})

describe('an endUser of a back end', () => {
  it('has a limit of its own, which leaves the API key’s to the others', async () => {
    const app = await limited({ endUserStartsPerMinute: 2, merchantStartsPerMinute: 4 })
    const start = async (more: object) =>
      (await postStart(app, backEnd, { ...loanBody, ...more })).statusCode
    const statuses: number[] = []
    for (let turn = 0; turn < 8; turn += 1) statuses.push(await start({ endUser: 'visitor-1' }))
    expect(statuses).toEqual([201, 201, 429, 429, 429, 429, 429, 429])
    // Of the API key's four starts two are left.
    const others = [await start({ endUser: 'visitor-2' }), await start({}), await start({})]
    expect(others).toEqual([201, 201, 429])
  })
})

describe('the client address', () => {
  const from = async (app: typeof relay.app, address: string) =>
    (await postStart(app, { ...browser, 'x-forwarded-for': address })).statusCode

  it('is that of the proxy’s header only behind a trusted proxy', async () => {
    const open = await limited({ browserStartsPerMinute: 1 })
    expect([await from(open, '203.0.113.7'), await from(open, '203.0.113.8')]).toEqual([201, 429])
    const behind = await limited({ browserStartsPerMinute: 1 }, ['127.0.0.1/8'])
    expect(await from(behind, '203.0.113.7')).toBe(201)
    expect(await from(behind, '203.0.113.8')).toBe(201)
    // Whatever a client puts in front of its own address changes nothing.
    expect(await from(behind, '198.51.100.1, 203.0.113.7')).toBe(429)
  })

  it.each([
    '203.0.113.7 203.0.113.7:47 ::ffff:203.0.113.7 ::ffff:cb00:7107 [::ffff:cb00:7107]:8',
    '2001:db8:1:2::1 2001:db8:1:2:9::5 [2001:db8:1:2::1] [2001:DB8:1:2:0::2]:443',
    // Unreadable: the proxy's own.
    '203.000.113.007 203.0.113.9. unknown _hidden',
  ])('is one in every spelling, and of IPv6 the subscriber’s /64: %s', async (spellings) => {
    const [first = '', ...others] = spellings.split(' ')
    const app = await limited({ browserStartsPerMinute: 1 }, ['127.0.0.1/8'])
    expect(await from(app, first)).toBe(201)
    for (const other of others) expect(await from(app, other), other).toBe(429)
    expect(await from(app, '2001:db8:1:3::1')).toBe(201)
  })
})

function limited(limits: object, trustProxy?: string[]) {
  const proxies = trustProxy === undefined ? {} : { trustProxy }
  return relay.another({ configuration: { ...configuration, limits }, ...proxies })
}
