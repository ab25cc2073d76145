import { sandboxCredential } from '@faceid-h5/sandbox'
import { Validator } from '@seriousme/openapi-schema-validator'
import Fastify, { type InjectOptions } from 'fastify'
import { beforeAll, describe, expect, it } from 'vitest'
import { faceidRelay } from '../src/server/plugin.js'
import {
  type AnswerChecker,
  createAnswerChecker,
  type OpenApiDocument,
} from './openapi-document.js'
import {
  backEnd,
  browser,
  claimsOf,
  configuration,
  loanBody,
  memberBody,
  type RelayUnderTest,
  relayOfFile,
  shop,
} from './relay-under-test.js'
import { apiKey, secretA } from './secrets.js'

const relay = relayOfFile()
let document: OpenApiDocument
let checker: AnswerChecker
const witnessed = new Set<string>()

beforeAll(async () => {
  document = (await relay.app.inject({ url: '/faceid/openapi.json' })).json()
  checker = createAnswerChecker(document)
})

/** Asks the relay, and holds its answer against the document. */
async function ask(path: string, options: InjectOptions = {}) {
  const answer = await relay.app.inject({ url: `/faceid${path}`, ...options })
  const method = options.method === 'POST' ? 'post' : 'get'
  witnessed.add(checker.check(method, path.split('?')[0] ?? '', answer))
  return answer
}
const start = (headers: Record<string, string>, payload: string | object) =>
  ask('/v1/verifications', { method: 'POST', headers, payload })
const read = ({ id, ticket }: { id: string; ticket: string }) =>
  ask(`/v1/verifications/${id}`, { headers: { authorization: `Bearer ${ticket}` } })
const returnPath = (started: { id: string }) =>
  relay.redirectUrlOf(started).pathname.replace('/faceid', '')

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone({ ...document }))
    expect(valid, JSON.stringify(errors)).toBe(true)
    expect(document.openapi).toMatch(/^3\.1\./)
  })

  it('has every route of the relay and nothing else, and is under publicUrl', async () => {
    const routes: string[] = []
    const host = Fastify({ routerOptions: { maxParamLength: 1_024 } })
    host.addHook('onRoute', ({ method, url }) => {
      for (const one of [method].flat()) {
        if (one !== 'HEAD' && one !== 'OPTIONS') routes.push(`${one.toLowerCase()} ${url}`)
      }
    })
    await host.register(faceidRelay, optionsOf(relay))
    await host.close()
    const [server] = document.servers
    expect(server?.url).toBe(configuration.publicUrl)
    const { pathname } = new URL(server?.url ?? '')
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map(
        (method) => `${method} ${pathname}${path.replaceAll(/\{([a-z]+)\}/gi, ':$1')}`,
      ),
    )
    expect(described.sort()).toEqual(routes.sort())
  })

  it('says of every operation what it is for, and of every answer what it means', () => {
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const { summary, responses } of Object.values(methods)) {
        expect(summary, path).toBeTruthy()
        // Of a status without a schema Fastify would send undeclared fields.
        expect(Object.keys(responses), path).toEqual(expect.arrayContaining(['default']))
        for (const { description } of Object.values(responses)) {
          expect(description, path).toBeTruthy()
          expect(description, path).not.toBe('Default Response')
        }
      }
    }
    const ids = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).flatMap(({ operationId }) => operationId ?? []),
    )
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('holds no secret and no RuleId', () => {
    const text = JSON.stringify(document)
    const ruleIds = Object.values(configuration.scenes).flatMap(({ rules }) => Object.values(rules))
    const { secretId, secretKey } = sandboxCredential
    for (const secret of [secretId, secretKey, secretA, apiKey, ...ruleIds])
      expect(text).not.toContain(secret)
  })
})

describe('what the relay answers is what the document says:', () => {
  it('starts', async () => {
    expect((await start(browser, memberBody)).statusCode).toBe(201)
    expect((await start(backEnd, loanBody)).statusCode).toBe(201)
    const handoff = { scene: 'shared', modes: ['overlay'], handoff: true, consentVersion: '1' }
    const shared = await start(browser, { ...memberBody, ...handoff, returnUrl: `${shop}/` })
    expect(shared.json().qrCode).toBeTruthy()
    expect((await ask(returnPath(shared.json()))).statusCode).toBe(200)
  })

  it('the problems of a start', async () => {
    const changed = (more: object) => start(browser, { ...memberBody, ...more })
    expect((await start(backEnd, '')).statusCode).toBe(400)
    expect((await start({ authorization: 'Bearer x' }, loanBody)).statusCode).toBe(401)
    expect((await start({ ...browser, origin: 'https://a.example' }, {})).statusCode).toBe(403)
    expect((await changed({ scene: 'nothing' })).statusCode).toBe(404)
    expect((await changed({ scene: 'shared', modes: ['native'] })).statusCode).toBe(409)
    expect((await changed({ image: 'x'.repeat(20_000) })).statusCode).toBe(413)
    const broken = { scene: 'broken', modes: ['overlay'], returnUrl: `${shop}/` }
    expect((await changed(broken)).statusCode).toBe(500)
  })

  it('a provider that is busy or away', async () => {
    for (const behaviour of [
      { kind: 'error', code: 'RequestLimitExceeded' },
      { kind: 'reset' },
    ] as const) {
      relay.sandbox.next('*', behaviour, 3)
      expect((await start(browser, memberBody)).statusCode).toBeGreaterThanOrEqual(502)
    }
    relay.sandbox.behaveAgain()
  })

  it('reads: pending, failed, passed, expired, too many, too late', async () => {
    const pending = await relay.startMember()
    expect((await read(pending)).json()).toMatchObject({ status: 'pending' })
    const failed = await relay.startMember()
    relay.finish(failed, { face: 1002 })
    expect((await read(failed)).json()).toMatchObject({ status: 'failed', final: false })
    const passed = await relay.startLoan()
    relay.finish(passed)
    expect((await read(passed)).json()).toMatchObject({ status: 'passed', final: true })
    expect((await read({ ...passed, id: 'another' })).statusCode).toBe(401)
    for (const _ of Array(12)) await read(pending)
    expect((await read(pending)).statusCode).toBe(429)
    const path = returnPath(pending)
    expect((await ask(path)).statusCode).toBe(303)
    const before = relay.clock.now
    relay.clock.now += 136 * 60_000
    expect((await read(failed)).json()).toMatchObject({ status: 'failed', final: true })
    relay.clock.now += 72 * 3_600_000
    expect((await read(failed)).statusCode).toBe(410)
    expect((await ask(path)).statusCode).toBe(410)
    expect((await ask(`${path}x`)).statusCode).toBe(400)
    relay.clock.now = before
  })

  it('evidence and its media', async () => {
    const started = await relay.startLoan()
    relay.finish(started)
    const { resultToken = '' } = await relay.read(started)
    const path = `/v1/evidence/${claimsOf(resultToken).evidence}`
    const include = 'text,idCard,frames,video,intention'
    const everything = await ask(`${path}?include=${include}`, { headers: backEnd })
    expect(Object.keys(everything.json())).toEqual(expect.arrayContaining(include.split(',')))
    expect((await ask(`${path}?include=all`, { headers: backEnd })).statusCode).toBe(400)
    expect((await ask(path)).statusCode).toBe(401)
    expect((await ask('/v1/evidence/x', { headers: backEnd })).statusCode).toBe(404)
    expect((await ask(`${path}/best-frame`, { headers: backEnd })).statusCode).toBe(200)
    expect((await ask(`${path}/nothing`, { headers: backEnd })).statusCode).toBe(404)
  })

  it('scenes, keys, health, this document', async () => {
    for (const path of ['/v1/scenes/shared', '/.well-known/jwks.json', '/healthz', '/readyz'])
      expect((await ask(path)).statusCode).toBe(200)
    expect((await ask('/openapi.json')).headers['cache-control']).toContain('max-age')
    expect((await ask('/v1/scenes/nothing')).statusCode).toBe(404)
  })

  it('a relay that drains', async () => {
    const app = await relay.another()
    let answered = ''
    // After the relay's own hook, and before the door is closed.
    await app.register(async (child) => {
      child.addHook('preClose', async () => {
        const answer = await fetch(`${app.listeningOrigin}/faceid/readyz`)
        const body = await answer.text()
        const headers = Object.fromEntries(answer.headers)
        const json = () => JSON.parse(body)
        answered = checker.check('get', '/readyz', {
          statusCode: answer.status,
          headers,
          body,
          json,
        })
      })
    })
    await app.listen({ port: 0, host: '127.0.0.1' })
    await app.close()
    expect(answered).toBe('get /readyz 503')
    witnessed.add(answered)
  })

  it('the widget’s files, changed or not', async () => {
    for (const name of ['faceid-h5.js', 'faceid-h5.css']) {
      const { headers, statusCode } = await ask(`/${name}`)
      expect(statusCode).toBe(200)
      const again = await ask(`/${name}`, { headers: { 'if-none-match': String(headers.etag) } })
      expect(again.statusCode).toBe(304)
    }
  })

  it('and every answer of the document but a few problems has been seen by now', () => {
    const unseen = checker.documented.filter((answer) => !witnessed.has(answer))
    // Nothing but a fault of the relay’s own makes a problem of these.
    expect(unseen.filter((answer) => !answer.endsWith(' default'))).toEqual([])
    expect(
      unseen.filter((answer) => answer.includes('/v1/') && !answer.includes('return')),
    ).toEqual([])
  })
})

function optionsOf({ sandbox }: RelayUnderTest) {
  return {
    configuration,
    credentials: sandboxCredential,
    relaySecret: secretA,
    merchantApiKeys: [apiKey],
    endpoint: sandbox.url,
  }
}
