import { sandboxCredential } from '@faceid-h5/sandbox'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  backEnd,
  browser,
  configuration,
  loanBody,
  memberBody,
  person,
  postStart,
  relayOfFile,
} from './relay-under-test.js'
import { apiKey, secretA } from './secrets.js'

const limits = { browserStartsPerMinute: 1e6, merchantStartsPerMinute: 1e6, readsPerSecond: 1e6 }
const relay = relayOfFile({ configuration: { ...configuration, limits } })
let ticket: string
let id: string
let state: string

beforeAll(async () => {
  const started = await relay.startLoan()
  ticket = started.ticket
  id = started.id
  state = relay.stateOf(started)
})

const canaries = [secretA, apiKey, ...Object.values(sandboxCredential), ...Object.values(person)]

interface Answer {
  statusCode: number
  headers: object
  body: string
}

/** Whatever was sent: no 500, nothing secret in the answer, and errors as problem documents or as our own pages. */
function expectDecent({ statusCode, headers, body }: Answer): void {
  expect(statusCode, body).toBeLessThan(500)
  // Tencent's own address of the hosted page is the one thing that may hold what was sent.
  const text = JSON.stringify(headers) + body.replace(/"(url|ticket)":"[^"]*"/g, '')
  for (const canary of canaries) expect(text.includes(canary)).toBe(false)
  if (statusCode >= 400)
    expect(JSON.stringify(headers)).toMatch(/application\/problem\+json|text\/html/)
}

const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 100 }),
  fc.anything({ maxDepth: 3 }),
  fc.constantFrom(person.idCard, person.name, apiKey),
  fc.constantFrom(null, '', '__proto__', 'constructor', -0, Number.MAX_VALUE),
)
const runs = { numRuns: 250 }
const post = (headers: Record<string, string>, type: string, payload: string | Buffer) =>
  postStart(relay.app, { 'content-type': type, ...headers }, payload)

describe('whatever is sent', () => {
  it('as the body of a start, by a page or a back end, is answered decently', async () => {
    const others = 'environment handoff consentVersion image intention x'.split(' ')
    const fields = [...Object.keys(loanBody), ...others]
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(browser, backEnd),
        fc.constantFrom(memberBody, loanBody),
        fc.dictionary(fc.constantFrom(...fields), anything, { maxKeys: 3 }),
        async (headers, body, changes) => {
          const payload = { ...body, ...changes }
          expectDecent(await post(headers, 'application/json', JSON.stringify(payload)))
        },
      ),
      runs,
    )
  })

  it('as bytes and content type of a start is answered decently', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 300 }),
        fc.constantFrom('application/json; charset=utf-7', 'multipart/form-data', 'text/plain'),
        fc.boolean(),
        async (bytes, other, plain) => {
          const type = plain ? 'application/json' : other
          expectDecent(await post(backEnd, type, Buffer.from(bytes)))
        },
      ),
      runs,
    )
  })

  it('as a path below the relay is answered decently', async () => {
    const piece = fc.oneof(
      fc.constantFrom(...'v1 verifications return scenes evidence .. . %2e%2e %00 %zz'.split(' ')),
      fc.constantFrom(id, state, ticket, 'video'),
      fc.webSegment(),
      fc.string({ unit: 'grapheme', maxLength: 30 }).map(encodeURIComponent),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { maxLength: 6 }),
        fc.webQueryParameters(),
        fc.constantFrom('GET' as const, 'POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD'),
        async (pieces, query, method) => {
          const url = `/faceid/${pieces.join('/')}?${query}`
          expectDecent(await relay.app.inject({ method, url, headers: backEnd }))
        },
      ),
      runs,
    )
  })

  it('as headers is answered decently, and puts no header into the answer', async () => {
    const names = [
      ...['authorization', 'origin', 'accept-language', 'accept-encoding', 'x-forwarded-for'],
      ...['x-forwarded-host', 'if-none-match', 'x-request-id'],
    ]
    const value = fc.oneof(
      fc.string({ maxLength: 200 }),
      fc.constantFrom(`Bearer ${ticket}`, 'Bearer ', `Bearer ${apiKey}`),
      fc.constantFrom('null', 'https://evil.example\r\nset-cookie: a=b'),
    )
    const paths = [
      ...[`/v1/verifications/${id}`, `/v1/return/${state}`, `/v1/evidence/${ticket}`],
      ...['/v1/scenes/member', '/faceid-h5.js', '/healthz'],
    ]
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 4 }),
        fc.constantFrom(...paths),
        async (headers, path) => {
          const answer = await relay.app.inject({ url: `/faceid${path}`, headers })
          expectDecent(answer)
          expect(answer.headers['set-cookie']).toBeUndefined()
          if (answer.statusCode === 303) expect(answer.headers.location).toBe(loanBody.returnUrl)
        },
      ),
      runs,
    )
  })

  it('left nothing of it in the log', () => {
    const log = relay.log.join('')
    for (const canary of [...canaries, ticket, state]) expect(log.includes(canary)).toBe(false)
  })
})
