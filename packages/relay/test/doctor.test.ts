import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text as textOf } from 'node:stream/consumers'
import { createSandbox, type Sandbox, sandboxCredential } from '@faceid-h5/sandbox'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { remedyOf } from '../src/cli/doctor/tencent-check.js'
import { checkNode, doctor, oldestNode } from '../src/cli/doctor.js'
import { type Language, type TextKey, translate } from '../src/cli/messages.js'
import { ConfigurationError } from '../src/config/load.js'
import type { RelayOptions } from '../src/server/options.js'
import { deriveRelayKeys } from '../src/tokens/keys.js'
import { jwks } from '../src/tokens/result-token.js'
import { relayOptions } from './relay-under-test.js'
import { environmentFor, listen, runCommand } from './running-relay.js'
import { apiKey, secretA, secretB } from './secrets.js'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await createSandbox()
})
afterAll(() => sandbox.close())
afterEach(() => sandbox.behaveAgain())

const shop = 'https://m.shop.example'
const scene = { startedBy: 'browser', returnUrls: [`${shop}/`] }
const member = { ...scene, rules: { overlay: '1000003' } }
// Nobody answers on this port.
const nowhere = 'http://127.0.0.1:9'
const questions = {
  mode: 'questions',
  questions: [{ ask: '您是否同意借款一万元？', answers: ['同意', '是的'] }],
}

async function examine(
  scenes: object,
  options: Partial<RelayOptions> = {},
  { port = 9, language = 'en' as Language } = {},
) {
  const lines: string[] = []
  sandbox.forgetCalls()
  const fine = await doctor(
    {
      ...relayOptions,
      configuration: { publicUrl: `${nowhere}/faceid`, scenes },
      endpoint: sandbox.url,
      ...options,
    },
    { port, trustProxy: undefined },
    { say: translate.bind(undefined, language), print: (line) => lines.push(line) },
  )
  return { fine, lines, text: lines.join('\n') }
}
const about = (lines: string[], subject: string) => lines.filter((line) => line.includes(subject))
const first = (key: TextKey) => translate('en', key).split('\n')[0]

describe('a relay that is in order', () => {
  it('has nothing to fix: every RuleId of every scene starts', async () => {
    const { fine, lines } = await examine({
      member: { ...scene, rules: { native: '1000004', overlay: '1000003' } },
      loan: {
        rules: { native: '1000001', overlay: '1000002' },
        identity: 'supplied',
        returnUrls: [`${shop}/`],
        intention: questions,
      },
    })
    expect(fine).toBe(true)
    for (const subject of ['member, native', 'member, overlay', 'loan, native', 'loan, overlay'])
      expect(about(lines, subject)).toEqual([expect.stringMatching(/^✓ .*RuleId \d+\): starts$/)])
    // A number that belongs to nobody, and only if the scene sends one.
    const [captured, , supplied] = sandbox.calls('DetectAuth').map(({ parameters }) => parameters)
    expect(captured).not.toHaveProperty('IdCard')
    expect(supplied).toMatchObject({
      IdCard: '11010519491231002X',
      IntentionQuestions: [{ Question: '您是否同意借款一万元？', Answers: ['同意', '是的'] }],
      RedirectUrl: `${nowhere}/faceid/v1/return/doctor`,
    })
  })
})

describe('a RuleId that does not work', () => {
  it.each([
    ['1000090', 'InvalidParameterValue.RuleIdDisabled'],
    ['1000091', 'UnauthorizedOperation.Arrears'],
    ['1000092', 'UnauthorizedOperation.Nonactivated'],
    ['1000093', 'UnauthorizedOperation.Activating'],
    ['1000094', 'UnauthorizedOperation.ActivateError'],
    ['1000095', 'UnauthorizedOperation.NonAuthorize'],
    ['77', 'InvalidParameterValue.RuleIdNotExist'],
    ['1000007', 'InvalidParameter'],
  ] as const)(
    '%s is explained with code and RequestId, and the next is tried',
    async (ruleId, code) => {
      const broken = { ...scene, rules: { overlay: ruleId } }
      const { fine, lines, text } = await examine({ broken, member })
      expect(fine).toBe(false)
      expect(about(lines, 'broken, overlay')).toEqual([
        `✗ broken, overlay (RuleId ${ruleId}): ${first(remedyOf(code).text)}`,
      ])
      const [call] = sandbox.calls('DetectAuth')
      expect(text).toContain(`(${code}, RequestId ${call?.requestId})`)
      expect(about(lines, 'member, overlay')).toHaveLength(1)
      expect(lines.at(-1)).toBe('1 to fix.')
    },
  )

  it('for want of words is no fault if the back end brings them', async () => {
    const loan = { rules: { overlay: '1000002' }, identity: 'supplied', returnUrls: [shop] }
    const { fine, lines } = await examine({ loan })
    expect(fine).toBe(true)
    expect(about(lines, 'loan, overlay')).toEqual([expect.stringMatching(/^– /)])
  })

  it('for both modes is worth a note', async () => {
    const same = { ...scene, rules: { native: '1000003', overlay: '1000003' } }
    const { lines } = await examine({ same })
    expect(lines).toContain(`– same: ${first('doctor.sameRule')}`)
  })
})

describe('credentials, clock and network', () => {
  it.each([
    ['SecretId', { secretId: 'AKIDcanary000000' }, 'AuthFailure.SecretIdNotFound'],
    ['SecretKey', { secretKey: 'canary-of-a-key' }, 'AuthFailure.SignatureFailure'],
    ['token', { token: 'canary-of-a-token' }, 'AuthFailure.TokenFailure'],
  ] as const)('a wrong %s is reported once, and not shown', async (_title, wrong, code) => {
    const credentials = { ...sandboxCredential, ...wrong }
    const { fine, text } = await examine({ member, other: member }, { credentials })
    expect(fine).toBe(false)
    expect(text).toContain(`(${code}, RequestId `)
    expect(text).toContain('No verification can start; RuleIds were not checked.')
    expect(sandbox.calls()).toHaveLength(1)
    for (const secret of [...Object.values(credentials), secretA, apiKey])
      expect(text).not.toContain(secret)
  })

  it.each([
    [30_000, undefined],
    [-90_000, '–'],
    [600_000, '✗'],
  ])('a clock that is off by %i ms: %s', async (difference, sign) => {
    const now = Date.now() + difference
    const { lines } = await examine({ member }, { now: () => now })
    expect(about(lines, new Date(now).toISOString())[0]?.[0]).toBe(sign)
  })

  it('nobody at the address of the sandbox is reported once', async () => {
    const { fine, lines } = await examine({ member }, { endpoint: nowhere })
    expect([fine, lines.filter((line) => line.startsWith('✗')).length]).toEqual([false, 1])
    expect(about(lines, 'member,')).toEqual([])
  })

  it('a temporary failure is repeated by the client, and then explained', async () => {
    sandbox.next('DetectAuth', { kind: 'error', code: 'InternalError' }, 3)
    const { lines } = await examine({ member, other: member })
    expect(about(lines, 'member, overlay')).toEqual([expect.stringMatching(/^✗/)])
    expect(about(lines, 'other, overlay')).toEqual([expect.stringMatching(/^✓/)])
  })

  it('a code that is not known is no crash, and Tencent’s message is not shown', async () => {
    sandbox.next('DetectAuth', { kind: 'error', code: 'Some.NewCode', message: 'secret words' })
    const { fine, text } = await examine({ member })
    expect([fine, text.includes('(Some.NewCode, RequestId ')]).toEqual([false, true])
    expect(text).not.toContain('secret words')
  })

  it('codes have the remedy of their family', () => {
    for (const code of ['FailedOperation.UnKnown', 'RequestLimitExceeded.X', 'Http.502'])
      expect(remedyOf(code)).not.toEqual(remedyOf('Some.NewCode'))
  })
})

describe('publicUrl', () => {
  let server: Server | undefined
  afterEach(() => server?.close())

  function serve(answer: RequestListener): Promise<string> {
    server = createServer(answer)
    return listen(server)
  }
  function examineAt(origin: string) {
    const publicUrl = `${origin}/faceid`
    const scenes = { member }
    const port = Number(new URL(origin).port)
    return examine(scenes, { configuration: { publicUrl, scenes } }, { port })
  }
  const answering =
    (body: unknown, status = 200, headers = {}): RequestListener =>
    (_request, response) =>
      void response.writeHead(status, headers).end(JSON.stringify(body))
  const relayHeaders = {
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
  }
  const own = jwks(deriveRelayKeys(`${secretB},${secretA}`))

  it('that answers with this relay’s keys is fine, in a rotation too', async () => {
    const { fine, lines } = await examineAt(await serve(answering(own, 200, relayHeaders)))
    expect([fine, about(lines, 'publicUrl')[0]?.[0]]).toEqual([true, '✓'])
  })

  it.each<[string, RequestListener, '✗' | '–']>([
    ['another secret', answering(jwks(deriveRelayKeys(secretB))), '✗'],
    ['a page', answering('<html>'), '✗'],
    ['no keys', answering({ keys: [] }), '✗'],
    ['nothing', answering(null), '✗'],
    ['404', answering({}, 404), '✗'],
    ['a redirect', answering({}, 302, { location: 'https://elsewhere.example/' }), '✗'],
    ['502, as a proxy does while the relay is not running,', answering({}, 502), '–'],
    ['a closed connection', (request) => void request.socket.destroy(), '–'],
  ])('that answers with %s', async (_title, answer, sign) => {
    const { lines } = await examineAt(await serve(answer))
    expect(about(lines, 'publicUrl')[0]?.[0]).toBe(sign)
  })

  it.each([
    ['a second CORS header', { ...relayHeaders, 'access-control-allow-origin': '*, *' }],
    ['another resource policy', { ...relayHeaders, 'cross-origin-resource-policy': 'same-origin' }],
  ])('behind a proxy that sends %s is to be fixed', async (_title, headers) => {
    expect((await examineAt(await serve(answering(own, 200, headers)))).fine).toBe(false)
  })

  it('at another port than PORT, where nothing answers, is to be fixed', async () => {
    const { fine, lines } = await examine({ member }, {}, { port: 8080 })
    expect([fine, about(lines, 'publicUrl')[0]?.[0]]).toEqual([false, '✗'])
  })
})

describe('the rest', () => {
  it.each([
    ['20.18.9', 'fix'],
    ['20.19.0', 'fine'],
    ['20.100.0', 'fine'],
    ['26.1.0-nightly', 'fine'],
  ])('Node.js %s: %s', (node, verdict) => {
    expect(checkNode(node).verdict).toBe(verdict)
    const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
    expect(oldestNode).toMatch(new RegExp(`^${JSON.parse(manifest).engines.node.slice(2)}`))
  })

  it('a hosted page elsewhere is a page to which no browser would be sent', async () => {
    const elsewhere = await createSandbox({ publicUrl: 'http://pages.example' })
    const { fine, text } = await examine({ member }, { endpoint: elsewhere.url })
    await elsewhere.close()
    expect([fine, text.includes('pages.example')]).toEqual([false, true])
  })

  it('Redis that does not answer is to be fixed, and its password is not shown', async () => {
    const { fine, text } = await examine({ member }, { redisUrl: 'redis://:canary@127.0.0.1:9' })
    expect([fine, text.includes('(ECONNREFUSED)')]).toEqual([false, true])
    expect(text).not.toContain('canary')
  })

  it.each([
    [204, true],
    [500, false],
  ])('a webhook address that answers %i: %s', async (status, right) => {
    const events: unknown[] = []
    const receiver = createServer(async (request, response) => {
      const body = JSON.parse(await textOf(request))
      events.push([body.type, request.headers['webhook-signature']])
      response.writeHead(status).end()
    })
    const webhookUrl = await listen(receiver)
    const store = join(tmpdir(), 'faceid-doctor-opens-no-store')
    const { fine, text } = await examine(
      {},
      {
        configuration: { publicUrl: `${nowhere}/faceid`, webhookUrl, scenes: { member } },
        webhookSecret: `whsec_${Buffer.alloc(32, 'canary').toString('base64')}`,
        webhookStore: `file:${store}`,
      },
    )
    receiver.close()
    expect(fine).toBe(right)
    expect(events).toEqual([['webhook.test', expect.stringMatching(/^v1,/)]])
    expect(text).not.toContain('whsec_')
    expect(existsSync(store)).toBe(false)
  })

  it('a configuration that is not in order is refused as at a start', async () => {
    await expect(examine({})).rejects.toBeInstanceOf(ConfigurationError)
  })

  it('every finding can be read in Chinese', async () => {
    const broken = { ...scene, rules: { overlay: '1000091' } }
    const { lines } = await examine({ member, broken }, {}, { language: 'zh' })
    for (const line of lines.filter((text) => /^[✓✗–]/.test(text))) expect(line).toMatch(/[一-鿿]/)
  })
})

it('the command ends with 0 if there is nothing to fix and with 1 otherwise, and shows no secret', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'faceid-doctor-'))
  const file = join(folder, 'relay.json')
  for (const [ruleId, expected] of [
    ['1000003', 0],
    ['1000090', 1],
  ] as const) {
    const scenes = { member: { ...scene, rules: { overlay: ruleId } } }
    writeFileSync(file, JSON.stringify({ publicUrl: `${nowhere}/faceid`, scenes }))
    const { code, output } = await runCommand(['doctor', '--config', file], {
      ...environmentFor(sandbox),
      PORT: '9',
    })
    expect(code, output).toBe(expected)
    for (const secret of [...Object.values(sandboxCredential), secretA, apiKey])
      expect(output).not.toContain(secret)
  }
  rmSync(folder, { recursive: true })
})
