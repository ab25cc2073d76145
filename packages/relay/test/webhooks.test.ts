import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { createLocalJWKSet, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { startRedis } from '../../../.config/redis.js'
import { CommandError, translate } from '../src/cli/messages.js'
import { webhooks } from '../src/cli/webhooks.js'
import { ConfigurationError } from '../src/config/load.js'
import type { RelayOptions } from '../src/server/options.js'
import {
  backEnd,
  configuration,
  createRelayUnderTest,
  loanBody,
  postStart,
  type RelayUnderTest,
  relayOptions,
} from './relay-under-test.js'
import { environmentFor, listen, runCommand } from './running-relay.js'

const webhookSecret = `whsec_${Buffer.alloc(32, 5).toString('base64')}`
let folder: string
let settings: { configuration: object; webhookSecret: string; webhookStore: string }
let relay: RelayUnderTest
let merchant: Awaited<ReturnType<typeof createMerchant>>

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'relay-webhooks-'))
  merchant = await createMerchant()
  settings = {
    configuration: { ...configuration, webhookUrl: merchant.url },
    webhookSecret,
    webhookStore: `file:${folder}`,
  }
  relay = await createRelayUnderTest(settings)
})
afterAll(async () => {
  await relay.close()
  merchant.close()
  rmSync(folder, { recursive: true })
})

interface Event {
  type: string
  data: { id: string; scene: string; reference: string; status: string; resultToken: string }
}

async function createMerchant() {
  const events: Event[] = []
  const merchant = { status: 204 }
  const server = createServer(async (request, response) => {
    // Safe: the relay sends it.
    events.push((await json(request)) as Event)
    response.writeHead(merchant.status).end()
  })
  return Object.assign(merchant, {
    url: `${await listen(server)}/faceid-webhook`,
    events,
    eventOf: (id: string) => vi.waitUntil(() => events.find(({ data }) => data.id === id), 120_000),
    close: () => void server.close(),
  })
}

describe('the merchant learns the outcome', () => {
  test('though the user never comes back', async () => {
    const started = await relay.startLoan()
    relay.finish(started)
    relay.clock.now += 3 * 60_000
    const { type, data } = await merchant.eventOf(started.id)
    expect(type).toBe('verification.passed')
    expect(data).toMatchObject({ scene: 'loan', reference: 'loan-12', status: 'passed' })
    const jwks = (await relay.app.inject('/faceid/.well-known/jwks.json')).json()
    const { payload } = await jwtVerify(data.resultToken, createLocalJWKSet(jwks), {
      currentDate: new Date(relay.clock.now),
    })
    expect(payload).toMatchObject({ jti: started.id, status: 'passed', sub: 'loan-12' })
    expect(JSON.stringify(data)).not.toContain(loanBody.identity.name)
  })

  test('at once after a page has read it', async () => {
    const started = await relay.startLoan()
    relay.finish(started)
    expect(await relay.read(started)).toMatchObject({ status: 'passed' })
    await merchant.eventOf(started.id)
  })

  test('two seconds after the browser returned', async () => {
    const started = await relay.startLoan()
    relay.finish(started)
    await relay.app.inject(relay.redirectUrlOf(started).pathname)
    relay.clock.now += 2_000
    await merchant.eventOf(started.id)
  })

  test('and a command lists and retries what was not delivered', async () => {
    merchant.status = 410
    const started = await relay.startLoan()
    relay.finish(started)
    await relay.read(started)
    await merchant.eventOf(started.id)
    const printed: string[] = []
    const print = (line: string) => void printed.push(line)
    const run = (...words: string[]) => {
      printed.length = 0
      const options = { ...relayOptions, ...settings, endpoint: relay.sandbox.url }
      return webhooks(words, options, { print, say: translate.bind(undefined, 'en') })
    }
    await vi.waitFor(
      async () => {
        expect(await run('list')).toBe(true)
        expect(printed[0]).toMatch(/^msg_\S{27} {2}dead {2}passed {2}loan {2}loan-12 /)
      },
      { timeout: 120_000, interval: 50 },
    )
    expect(await run('test')).toBe(false)
    merchant.status = 204
    expect(await run('test')).toBe(true)
    const [id = ''] = /msg_\S+/.exec(`${await run('list')} ${printed[0]}`) ?? []
    const before = merchant.events.length
    expect(await run('retry', id)).toBe(true)
    await vi.waitFor(() => expect(merchant.events.length).toBe(before + 1), 120_000)
    expect(await run('retry', 'msg_unknown')).toBe(false)
    await expect(run('retry')).rejects.toMatchObject({ messages: [['webhooks.usage']] })
  })
})

test('a start is a retryable 503 if its job cannot be stored, and the relay closes all the same', async () => {
  const redis = await startRedis()
  onTestFinished(() => redis.close())
  const app = await relay.another({ webhookStore: redis.url })
  await redis.kill()
  const problem = { code: 'webhooks_unavailable', status: 503, retryable: true }
  expect((await postStart(app, backEnd, loanBody)).json()).toMatchObject(problem)
  await app.close()
})

const store = 'file:/nonexistent'
const both = { webhookSecret, webhookStore: store }
const url = 'https://shop.example/hook'
test.each<[string, object, Partial<RelayOptions>, RegExp]>([
  ['no secret', { webhookUrl: url }, { webhookStore: store }, /webhookUrl needs WEBHOOK_SECRET$/],
  ['no store', { webhookUrl: url }, { webhookSecret }, /webhookUrl needs WEBHOOK_STORE$/],
  ['neither', { webhookUrl: url }, {}, /webhookUrl needs WEBHOOK_SECRET and WEBHOOK_STORE/],
  ['no webhookUrl', {}, both, /need a webhookUrl/],
  ['no such secret', { webhookUrl: url }, { ...both, webhookSecret: 'x' }, /SECRET must/],
])('half a configuration is refused with a sentence: %s', async (_, part, settings, fault) => {
  const refused = relay.another({
    configuration: { ...configuration, ...part },
    webhookSecret: '',
    webhookStore: '',
    ...settings,
  })
  const error: unknown = await refused.catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(ConfigurationError)
  expect(error instanceof ConfigurationError && error.faults.join('\n')).toMatch(fault)
})

test('a store that is not there is no fault of the program', async () => {
  const none = { webhookStore: `file:${join(folder, 'none')}`, endpoint: relay.sandbox.url }
  const options = { ...relayOptions, ...settings, ...none }
  const say = translate.bind(undefined, 'zh')
  const listed = webhooks(['list'], options, { print() {}, say })
  await expect(listed).rejects.toThrow(/WEBHOOK_STORE: there is no folder/)
  await expect(listed).rejects.toBeInstanceOf(CommandError)
})

test('a refused store ends the process, although Redis is being connected', async () => {
  const file = join(folder, 'relay.json')
  writeFileSync(file, JSON.stringify({ ...configuration, webhookUrl: url }))
  const { code, output } = await runCommand(['--config', file], {
    ...environmentFor(relay.sandbox),
    REDIS_URL: 'redis://127.0.0.1:9',
    WEBHOOK_SECRET: webhookSecret,
    WEBHOOK_STORE: 'x',
  })
  expect([code, output]).toEqual([1, expect.stringContaining('WEBHOOK_STORE must be')])
})
