import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createSandbox, type Sandbox, sandboxCredential } from '@faceid-h5/sandbox'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { oldestNode } from '../src/cli/doctor/node-check.js'
import { remedyOf } from '../src/cli/doctor/remedies.js'
import { doctor } from '../src/cli/doctor.js'
import { ConfigurationError } from '../src/config/load.js'
import type { RelayOptions } from '../src/server/context.js'
import { deriveRelayKeys } from '../src/tokens/keys.js'
import { jwks } from '../src/tokens/result-token.js'
import { apiKey, secretA, secretB } from './secrets.js'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await createSandbox()
})
afterAll(() => sandbox.close())
afterEach(() => sandbox.behaveAgain())

const shop = 'https://m.shop.example'
const scene = { startedBy: 'browser', returnUrls: [`${shop}/`] }
// Nobody answers on this port.
const nowhere = 'http://127.0.0.1:9'
const questions = {
  mode: 'questions',
  questions: [{ ask: '您是否同意借款一万元？', answers: ['同意', '是的'] }],
}

async function examine(scenes: object, options: Partial<RelayOptions> = {}, node = '20.19.0') {
  const lines: string[] = []
  sandbox.forgetCalls()
  const fine = await doctor(
    {
      configuration: { publicUrl: `${nowhere}/faceid`, scenes },
      credentials: sandboxCredential,
      relaySecret: secretA,
      merchantApiKeys: [apiKey],
      endpoint: sandbox.url,
      ...options,
    },
    { print: (line) => lines.push(line), fetch, node },
  )
  return { fine, lines, text: lines.join('\n') }
}
const about = (lines: string[], subject: string) => lines.filter((line) => line.includes(subject))

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
    expect(lines.filter((line) => line.startsWith('✗'))).toEqual([])
    expect(lines.at(-1)).toBe('Nothing to fix.')
  })

  it('is tried with the scene’s own words and with a number that belongs to nobody', async () => {
    await examine({
      loan: {
        rules: { overlay: '1000002' },
        identity: 'supplied',
        returnUrls: [shop],
        intention: questions,
      },
    })
    expect(sandbox.calls('DetectAuth')[0]?.parameters).toMatchObject({
      RuleId: '1000002',
      IdCard: '11010519491231002X',
      IntentionQuestions: [{ Question: '您是否同意借款一万元？', Answers: ['同意', '是的'] }],
      RedirectUrl: `${nowhere}/faceid/v1/return/doctor`,
    })
  })

  it('sends no name and no number for a scene that captures them', async () => {
    await examine({ member: { ...scene, rules: { overlay: '1000003' } } })
    const [call] = sandbox.calls('DetectAuth')
    expect(call?.parameters).not.toHaveProperty('Name')
    expect(call?.parameters).not.toHaveProperty('IdCard')
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
  ])(
    '%s is explained, with code and RequestId, and the others are tried all the same',
    async (ruleId, code) => {
      const { fine, lines, text } = await examine({
        broken: { ...scene, rules: { overlay: ruleId } },
        member: { ...scene, rules: { overlay: '1000003' } },
      })
      expect(fine).toBe(false)
      expect(about(lines, 'broken, overlay')).toEqual([
        `✗ broken, overlay (RuleId ${ruleId}): ${remedyOf(code).says}`,
      ])
      const [call] = sandbox.calls('DetectAuth')
      expect(text).toContain(`(${code}, RequestId ${call?.requestId})`)
      expect(about(lines, 'member, overlay')).toEqual([
        '✓ member, overlay (RuleId 1000003): starts',
      ])
      expect(about(lines, 'the keys work')).toHaveLength(1)
      expect(lines.at(-1)).toBe('1 to fix.')
    },
  )

  it.each<[string, object, string[]]>([
    [
      'a name and a number',
      { ...scene, rules: { overlay: '1000007' } },
      ['"identity": "supplied"', '"startedBy": "merchant"'],
    ],
    [
      'a name, a number and an intention',
      { ...scene, rules: { overlay: '1000014' } },
      ['"identity": "supplied"', 'mode "nod"'],
    ],
    ['an intention', { ...scene, rules: { overlay: '1000015' } }, ['mode "reading"']],
    [
      'another intention',
      { ...scene, rules: { overlay: '1000017' }, intention: questions },
      ['mode "nod"'],
    ],
  ])('because it wants %s says what it takes', async (_title, wrong, words) => {
    const { fine, text } = await examine({ wrong })
    expect(fine).toBe(false)
    for (const word of words) expect(text).toContain(word)
  })

  it('for want of words is no fault where the back end brings them', async () => {
    const loan = { rules: { overlay: '1000002' }, identity: 'supplied', returnUrls: [shop] }
    const { fine, lines } = await examine({ loan })
    expect(fine).toBe(true)
    expect(about(lines, 'loan, overlay')).toEqual([expect.stringMatching(/^– .*"questions"$/)])
  })

  it('is seen where intention is not switched on for it', async () => {
    const { fine, lines } = await examine({
      member: { ...scene, rules: { overlay: '1000003' }, intention: questions },
    })
    expect(fine).toBe(true)
    expect(about(lines, 'member, overlay')).toEqual([
      expect.stringMatching(/^✓/),
      expect.stringMatching(/^– .*without the words/),
    ])
  })

  it('for both modes is worth a note', async () => {
    const { lines } = await examine({
      member: { ...scene, rules: { native: '1000003', overlay: '1000003' } },
    })
    expect(lines).toContain('– member: native and overlay have the same RuleId')
  })
})

describe('keys, clock and network', () => {
  const member = { ...scene, rules: { native: '1000004', overlay: '1000003' } }

  it.each([
    [
      'a SecretId that is unknown',
      { secretId: 'AKIDcanary000000', secretKey: 'canary-of-a-key' },
      'AuthFailure.SecretIdNotFound',
    ],
    [
      'a SecretKey that is wrong',
      { ...sandboxCredential, secretKey: 'canary-of-a-key' },
      'AuthFailure.SignatureFailure',
    ],
    [
      'a token that is wrong',
      { ...sandboxCredential, token: 'canary-of-a-token' },
      'AuthFailure.TokenFailure',
    ],
  ])(
    '%s is said once, nothing else is tried, and no secret is shown',
    async (_title, credentials, code) => {
      const { fine, lines, text } = await examine({ member }, { credentials })
      expect(fine).toBe(false)
      expect(text).toContain(remedyOf(code).says)
      expect(text).toContain(`(${code}, RequestId `)
      expect(sandbox.calls()).toHaveLength(1)
      expect(about(lines, 'the keys work')).toEqual([])
      for (const secret of [...Object.values(credentials), secretA, apiKey])
        expect(text).not.toContain(secret)
    },
  )

  it('a clock that is off says what it shows', async () => {
    sandbox.next('DetectAuth', { kind: 'error', code: 'AuthFailure.SignatureExpire' })
    const now = () => Date.UTC(2030, 0, 2, 3, 4, 5)
    const { fine, text } = await examine({ member }, { now })
    expect(fine).toBe(false)
    expect(text).toContain(remedyOf('AuthFailure.SignatureExpire').says)
    expect(text).toContain('2030-01-02T03:04:05.000Z')
  })

  it('nobody at the address of the sandbox is said once', async () => {
    const { fine, lines } = await examine({ member }, { endpoint: nowhere })
    expect(fine).toBe(false)
    expect(about(lines, nowhere)).toContain(`✗ the sandbox at ${nowhere}: does not answer`)
    expect(about(lines, 'member,')).toEqual([])
  })

  it('trouble at Tencent is repeated by the client, and then explained', async () => {
    sandbox.next('DetectAuth', { kind: 'error', code: 'InternalError' }, 3)
    const { fine, lines } = await examine({ member })
    expect(fine).toBe(false)
    expect(about(lines, 'member, native')).toEqual([expect.stringMatching(/^✗/)])
    expect(about(lines, 'member, overlay')).toEqual([expect.stringMatching(/^✓/)])
  })
})

describe('what Tencent may answer', () => {
  it.each([
    'AuthFailure.InvalidAuthorization',
    'AuthFailure.InvalidSecretId',
    'AuthFailure.MFAFailure',
    'AuthFailure.UnauthorizedOperation',
    'UnauthorizedOperation',
    'FailedOperation.UnKnown',
    'FailedOperation.DecryptSystemError',
    'InvalidParameter.UnsupportEncryptField',
    'MissingParameter',
    'UnknownParameter',
    'UnsupportedRegion',
    'InvalidAction',
    'NoSuchVersion',
    'RequestLimitExceeded.UinLimitExceeded',
    'LimitExceeded',
    'ServiceUnavailable',
    'IpNotInWhitelist',
    'Http.502',
    'Network',
    'Timeout',
  ])('%s has words of its own', (code) => {
    expect(remedyOf(code)).not.toEqual(remedyOf('Some.NewCode'))
  })

  it('and what nobody has heard of is not a crash', async () => {
    sandbox.next('DetectAuth', { kind: 'error', code: 'Some.NewCode', message: 'secret words' })
    const { fine, text } = await examine({ member: { ...scene, rules: { overlay: '1000003' } } })
    expect(fine).toBe(false)
    expect(text).toContain('(Some.NewCode, RequestId ')
    expect(text).not.toContain('secret words')
  })
})

describe('publicUrl', () => {
  let server: Server | undefined
  afterEach(() => server?.close())

  async function findingFor(answer: RequestListener): Promise<string> {
    const listening = createServer(answer)
    server = listening
    await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve))
    const address = listening.address()
    const port = typeof address === 'object' ? address?.port : undefined
    const publicUrl = `http://127.0.0.1:${port}/faceid`
    const scenes = { member: { ...scene, rules: { overlay: '1000003' } } }
    const { lines } = await examine(scenes, { configuration: { publicUrl, scenes } })
    return about(lines, 'publicUrl')[0] ?? ''
  }
  const answering =
    (body: unknown, status = 200, headers = {}): RequestListener =>
    (_request, response) =>
      void response.writeHead(status, headers).end(JSON.stringify(body))

  it('that answers with this relay’s keys is fine, in a rotation too', async () => {
    const seen: (string | undefined)[] = []
    const right = await findingFor((request, response) => {
      seen.push(request.url)
      response.end(JSON.stringify(jwks(deriveRelayKeys(`${secretB},${secretA}`))))
    })
    expect(right).toMatch(/^✓/)
    expect(seen).toEqual(['/faceid/.well-known/jwks.json'])
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
    expect((await findingFor(answer)).startsWith(sign)).toBe(true)
  })

  it('that can’t be reached from here is no fault', async () => {
    const { fine, lines } = await examine({ member: { ...scene, rules: { overlay: '1000003' } } })
    expect(fine).toBe(true)
    expect(about(lines, 'publicUrl')).toEqual([
      expect.stringMatching(/^– .*not reachable from here/),
    ])
  })
})

describe('the rest', () => {
  const scenes = { member: { ...scene, rules: { overlay: '1000003' } } }

  it.each([
    ['18.20.0', false],
    ['20.18.9', false],
    ['20.19.0', true],
    ['20.100.0', true],
    ['22.0.0', true],
    ['26.1.0-nightly', true],
  ])('Node.js %s: %s', async (node, right) => {
    expect((await examine(scenes, {}, node)).fine).toBe(right)
  })

  it('the oldest Node.js is that of the manifest', () => {
    const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
    expect(oldestNode).toMatch(new RegExp(`^${JSON.parse(manifest).engines.node.slice(2)}`))
  })

  it('a hosted page elsewhere is a page to which no browser would be sent', async () => {
    const elsewhere = await createSandbox({ publicUrl: 'http://pages.example' })
    const { fine, text } = await examine(scenes, { endpoint: elsewhere.url })
    await elsewhere.close()
    expect(fine).toBe(false)
    expect(text).toContain('"pages.example"')
  })

  it('Redis that is away is to be fixed, and its password is not shown', async () => {
    const { fine, text } = await examine(scenes, { redisUrl: 'redis://:canary@127.0.0.1:9' })
    expect(fine).toBe(false)
    expect(text).toContain('✗ Redis: does not answer (ECONNREFUSED)')
    expect(text).not.toContain('canary')
  })

  it('a configuration that is not in order is refused as at a start', async () => {
    await expect(examine({})).rejects.toBeInstanceOf(ConfigurationError)
  })
})

describe('the command', () => {
  const folder = mkdtempSync(join(tmpdir(), 'faceid-doctor-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  function command(scenes: object): Promise<{ code: number | null; output: string }> {
    const file = join(folder, 'relay.json')
    writeFileSync(file, JSON.stringify({ publicUrl: `${nowhere}/faceid`, scenes }))
    const main = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url))
    const child = spawn(process.execPath, [main, 'doctor', '--config', file], {
      env: {
        PATH: process.env.PATH,
        TENCENTCLOUD_SECRET_ID: sandboxCredential.secretId,
        TENCENTCLOUD_SECRET_KEY: sandboxCredential.secretKey,
        RELAY_SECRET: secretA,
        MERCHANT_API_KEY: apiKey,
        FACEID_ENDPOINT: sandbox.url,
      },
    })
    return new Promise((resolve) => {
      let output = ''
      child.stdout.on('data', (chunk) => (output += chunk))
      child.stderr.on('data', (chunk) => (output += chunk))
      child.on('close', (code) => resolve({ code, output }))
    })
  }

  it('ends with 0 when there is nothing to fix', async () => {
    const { code, output } = await command({ member: { ...scene, rules: { overlay: '1000003' } } })
    expect(output).toContain('Nothing to fix.')
    expect(code).toBe(0)
  })

  it('ends with 1 when there is, and shows no secret', async () => {
    const { code, output } = await command({ member: { ...scene, rules: { overlay: '1000090' } } })
    expect(output).toContain('1 to fix.')
    expect(code).toBe(1)
    for (const secret of [...Object.values(sandboxCredential), secretA, apiKey])
      expect(output).not.toContain(secret)
  })
})
