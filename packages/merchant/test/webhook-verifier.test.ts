import { createServer, type Server } from 'node:http'
import { text } from 'node:stream/consumers'
import express from 'express'
import Fastify from 'fastify'
import Koa from 'koa'
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { listen } from '../../../.config/listen.js'
import {
  createResultVerifier,
  createWebhookVerifier,
  isResultError,
  isWebhookError,
  memoryConsume,
  type WebhookEvent,
  type WebhookVerifier,
  type WebhookVerifierOptions,
} from '../src/index.js'
import published from '../test-deliveries.json' with { type: 'json' }
import tokens from '../test-tokens.json' with { type: 'json' }
import { webhookHeaders } from './signer.js'

const { now, secrets } = published
const [{ body: good } = { body: '' }] = published.deliveries
const [secret = ''] = secrets

beforeEach(() => {
  // standardwebhooks compares with the clock of the machine.
  vi.useFakeTimers({ toFake: ['Date'], now: now * 1000 })
})
afterEach(() => {
  vi.useRealTimers()
})

function verifierWith(options: Partial<WebhookVerifierOptions> = {}): WebhookVerifier {
  const { issuer, jwks } = tokens
  const loan = createResultVerifier({ issuer, jwks, scene: 'loan', consume: memoryConsume() })
  return createWebhookVerifier({
    secret: secrets.join(','),
    verifierOf: (scene) => (scene === 'loan' ? loan : undefined),
    ...options,
  })
}

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'ok',
    (error: unknown) => (isWebhookError(error) || isResultError(error) ? error.code : error),
  )

test.each(published.deliveries)('the published delivery “$name” is $outcome', async (delivery) => {
  const { outcome, headers, body } = delivery
  expect(await codeOf(verifierWith().verify(body, headers))).toBe(outcome)
})

const signed = (body: string) => webhookHeaders(secret, body, now)

test('a verified event has the result of its token', async () => {
  const event = await verifierWith().verify(Buffer.from(good), new Headers(signed(good)))
  expect(event).toMatchObject({
    type: 'verification.passed',
    id: 'msg_GjQe0lXoJtYkS3r1bM6hZ8uCvNd',
    timestamp: new Date(now * 1000),
    result: { status: 'passed', reference: 'order-4711', identity: 'supplied' },
  })
})

describe('the result token of an event', () => {
  const event = (changed: object, type = 'verification.passed') => {
    const parsed = JSON.parse(good)
    const body = JSON.stringify({ ...parsed, type, data: { ...parsed.data, ...changed } })
    return [body, signed(body)] as const
  }
  const tokenOf = (name: string) => tokens.tokens.find((one) => one.name === name)?.token

  test.each([
    ['is for another scene than any known', { scene: 'member' }, 'scene_unknown'],
    ['is about another verification', { id: 'other' }, 'event_mismatch'],
    ['is about another reference', { reference: 'order-1' }, 'reference_mismatch'],
    ['failed though the event passed', { resultToken: tokenOf('failed') }, 'not_passed'],
    ['is of a sandbox', { resultToken: tokenOf('of a sandbox') }, 'sandbox_refused'],
    ['is no token', { resultToken: 'x' }, 'token_malformed'],
  ])('is refused if it %s', async (_, changed, code) => {
    expect(await codeOf(verifierWith().verify(...event(changed)))).toBe(code)
  })

  test('of a failed event is returned and not consumed', async () => {
    const failed = event(
      { status: 'failed', resultToken: tokenOf('failed') },
      'verification.failed',
    )
    expect(await verifierWith().verify(...failed)).toMatchObject({ result: { status: 'failed' } })
  })

  test('is compared with what the order expects', async () => {
    const words = { mode: 'reading', text: '我同意' } as const
    const { verify } = verifierWith({ expected: async () => ({ intention: words }) })
    expect(await codeOf(verify(good, signed(good)))).toBe('intention_mismatch')
  })

  test('races with the form of the page: the first has the effect, the other is answered well', async () => {
    const consume = memoryConsume({ now: () => now * 1000 })
    const { issuer, jwks } = tokens
    const page = createResultVerifier({ issuer, jwks, scene: 'loan', consume })
    const { verify } = verifierWith({ verifierOf: () => page })
    await page.verify(JSON.parse(good).data.resultToken, { reference: 'order-4711' })
    expect(await verify(good, signed(good))).toMatchObject({ type: 'verification.passed' })
  })
})

test('a body that was parsed, or a wrong option, is a mistake in the program', async () => {
  const { verify } = verifierWith()
  await expect(verify(JSON.parse(good), signed(good))).rejects.toThrow(/rawBody/)
  expect(() => verifierWith({ secret: 'secret' })).toThrow(/`secret`/)
  expect(() => verifierWith({ verifierOf: undefined as never })).toThrow(/`verifierOf`/)
})

test('the event of `webhooks test` has no result', async () => {
  const timestamp = new Date(now * 1000).toISOString()
  const body = JSON.stringify({ type: 'webhook.test', timestamp, data: {} })
  expect(await verifierWith().verify(body, signed(body))).toMatchObject({ type: 'webhook.test' })
})

type Recipe = (verifier: WebhookVerifier, onEvent: (event: WebhookEvent) => void) => unknown

/** Each recipe, in a server as its framework runs it. */
const servers: Record<string, (recipe: Recipe, ...parts: Parameters<Recipe>) => Promise<Server>> = {
  async fastify(recipe, ...parts) {
    const app = Fastify()
    await app.register(recipe(...parts) as Parameters<typeof app.register>[0])
    await app.ready()
    return app.server
  },
  async express(recipe, ...parts) {
    const app = express()
    app.use(recipe(...parts))
    app.use(express.json())
    return createServer(app)
  },
  async koa(recipe, ...parts) {
    const app = new Koa()
    app.use(recipe(...parts))
    return createServer(app.callback())
  },
  async next(recipe, ...parts) {
    const POST = recipe(...parts) as (request: Request) => Promise<Response>
    return createServer(async (request, response) => {
      // As Next.js calls a route handler.
      const { status } = await POST(
        new Request('http://localhost/webhooks/faceid', {
          method: 'POST',
          headers: request.headers as Record<string, string>,
          body: await text(request),
        }),
      )
      response.writeHead(status).end()
    })
  },
}

test.each(Object.keys(servers))('the recipe for %s passes on the raw body', async (framework) => {
  const { faceidWebhook } = (await import(`../examples/webhook-${framework}.js`)) as {
    faceidWebhook: Recipe
  }
  const events: WebhookEvent[] = []
  let failure: Error | undefined
  const onEvent = (event: WebhookEvent) => {
    if (failure) throw failure
    events.push(event)
  }
  const server = await servers[framework]?.(faceidWebhook, verifierWith({ secret }), onEvent)
  if (server === undefined) throw new Error('no server')
  const url = `${await listen(server)}/webhooks/faceid`
  onTestFinished(() => void server.close())
  const post = async (body: string) => {
    const headers = { 'content-type': 'application/json', ...signed(good) }
    return (await fetch(url, { method: 'POST', headers, body })).status
  }
  expect(await post(good)).toBe(204)
  expect(await post(good)).toBe(204)
  expect(events.map(({ type }) => type)).toEqual(['verification.passed', 'verification.passed'])
  expect(await post(good.replace('4711', '4712'))).toBe(400)
  failure = new Error('the database is down')
  expect(await post(good)).toBe(500)
})
