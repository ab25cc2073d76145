// A relay over a real sandbox on a free port, for tests. Everything the relay logs is kept in `log`.
import type { StartResponse, VerificationState } from '@faceid-h5/protocol'
import { createSandbox, type Outcome, sandboxCredential } from '@faceid-h5/sandbox'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { afterAll, beforeAll } from 'vitest'
import { type AppOptions, createApp } from '../src/server/app.js'
import { checkAnswer } from './openapi-document.js'
import { apiKey, secretA } from './secrets.js'

export const shop = 'https://m.shop.example'
export const configuration = {
  publicUrl: `${shop}/faceid`,
  allowedOrigins: ['https://club.example'],
  scenes: {
    member: {
      rules: { overlay: '1000003', native: '1000004' },
      startedBy: 'browser',
      returnUrls: [`${shop}/member`],
    },
    loan: {
      rules: { native: '1000001', overlay: '1000002' },
      startedBy: 'merchant',
      identity: 'supplied',
      returnUrls: [`${shop}/apply`],
      intention: {
        mode: 'questions',
        questions: [{ ask: '您是否同意借款一万元？', answers: ['同意', '是的'] }],
      },
    },
    reading: {
      rules: { overlay: '1000012' },
      identity: 'supplied',
      returnUrls: [`${shop}/apply`],
      intention: { mode: 'reading', text: '我已阅读并同意合同' },
    },
    shared: {
      rules: { overlay: '1000005' },
      startedBy: 'browser',
      returnUrls: [`${shop}/`],
      outsideWeChat: true,
      handoff: true,
      consent: true,
    },
    broken: { rules: { overlay: '1000090' }, startedBy: 'browser', returnUrls: [`${shop}/`] },
  },
}

export const relayOptions = {
  configuration,
  credentials: sandboxCredential,
  relaySecret: secretA,
  merchantApiKeys: [apiKey],
}

/** A person who does not exist: the example number of GB 11643. */
export const person = { name: '核身测试员', idCard: '11010519491231002X' }

export type RelayUnderTest = Awaited<ReturnType<typeof createRelayUnderTest>>

export const browser = { origin: shop, 'content-type': 'application/json' }
export const backEnd = { authorization: `Bearer ${apiKey}` }

export const memberBody = {
  scene: 'member',
  reference: 'order-4711',
  modes: ['native', 'overlay'],
  returnUrl: `${shop}/member/done?step=2#/orders/4711`,
}
export const loanBody = {
  scene: 'loan',
  reference: 'loan-12',
  modes: ['native', 'overlay'],
  returnUrl: `${shop}/apply`,
  identity: person,
}

export const postStart = (
  app: FastifyInstance,
  headers: Record<string, string> = browser,
  payload: object | string = memberBody,
) => app.inject({ method: 'POST', url: '/faceid/v1/verifications', headers, payload })

export const getStatus = (
  app: FastifyInstance,
  { id, ticket }: Pick<StartResponse, 'id' | 'ticket'>,
  headers = {},
) =>
  app.inject({
    url: `/faceid/v1/verifications/${id}`,
    headers: { authorization: `Bearer ${ticket}`, ...headers },
  })

export async function createRelayUnderTest(options: Partial<AppOptions> = {}) {
  const clock = { now: Date.now() }
  const sandbox = await createSandbox()
  const log: string[] = []
  const stream = { write: (line: string) => void log.push(line) }
  const apps: FastifyInstance[] = []
  /** Another relay with other options over the same sandbox. What it answers must be as documented. */
  const another = async (more: Partial<AppOptions> = {}) => {
    const app = await createApp({
      ...relayOptions,
      endpoint: sandbox.url,
      now: () => clock.now,
      logger: { level: 'debug', stream },
      ...options,
      ...more,
    })
    apps.push(app)
    const inject = app.inject.bind(app)
    return Object.assign(app, {
      async inject(options: InjectOptions | string) {
        const answer = await inject(options)
        const { method = 'GET', url } = typeof options === 'string' ? { url: options } : options
        const path = String(url).split('?')[0] ?? ''
        if (path.startsWith('/faceid/')) checkAnswer(method, path.slice('/faceid'.length), answer)
        return answer
      },
    })
  }
  const app = await another()
  const start = async (headers: Record<string, string>, payload: object) => {
    const response = await postStart(app, headers, payload)
    if (response.statusCode !== 201)
      throw new Error(`start answered ${response.statusCode}: ${response.body}`)
    return response.json<StartResponse>()
  }
  const tokenOf = ({ id }: { id: string }) => {
    const token = sandbox.tokens().find(({ request }) => request.Extra === id)
    if (token === undefined) throw new Error('the sandbox knows no such verification')
    return token
  }
  /** Where Tencent sends the browser back to. */
  const redirectUrlOf = (started: { id: string }) =>
    new URL(tokenOf(started).request.RedirectUrl ?? '')
  return {
    app,
    sandbox,
    log,
    clock,
    another,
    startMember: (body: object = {}) => start(browser, { ...memberBody, ...body }),
    startLoan: (body: object = {}) => start(backEnd, { ...loanBody, ...body }),
    async read(started: StartResponse, headers = {}) {
      const response = await getStatus(app, started, headers)
      if (response.statusCode !== 200)
        throw new Error(`read answered ${response.statusCode}: ${response.body}`)
      return response.json<VerificationState>()
    },
    bizTokenOf: (started: { id: string }) => tokenOf(started).bizToken,
    redirectUrlOf,
    /** The encrypted state in it. */
    stateOf: (started: { id: string }) => redirectUrlOf(started).pathname.split('/').at(-1) ?? '',
    /** Of each read since the last `forgetCalls`. */
    infoTypes: () =>
      sandbox.calls('GetDetectInfoEnhanced').map(({ parameters }) => parameters.InfoType),
    finish: (started: { id: string }, outcome?: Outcome) =>
      sandbox.finish(tokenOf(started).bizToken, outcome),
    async close() {
      for (const one of apps) await one.close()
      await sandbox.close()
    },
  }
}

/** One relay for all tests of a file. */
export function relayOfFile(options: Partial<AppOptions> = {}): RelayUnderTest {
  // Safe: complete before the first test.
  const relay = {} as RelayUnderTest
  beforeAll(async () => void Object.assign(relay, await createRelayUnderTest(options)))
  afterAll(() => relay.close())
  return relay
}

/** The claims of a result token, unchecked. */
export function claimsOf(token = ''): { evidence: string } {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
}
