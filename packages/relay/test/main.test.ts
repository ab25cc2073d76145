import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readEnvironment, readEnvironmentVariables } from '../src/cli/env.js'
import { environmentNames, translateFault } from '../src/cli/messages.js'
import { ConfigurationError, configurationFaults } from '../src/config/load.js'
import { createApp } from '../src/server/app.js'
import { configuration } from './relay-under-test.js'
import { runCommand, runRelay } from './running-relay.js'
import { apiKey, secretA } from './secrets.js'

const folder = mkdtempSync(join(tmpdir(), 'faceid-relay-'))
afterAll(() => rmSync(folder, { recursive: true }))
const file = (name: string, content: string) => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const config = file(
  'relay.json',
  JSON.stringify({ ...configuration, publicUrl: 'http://127.0.0.1/' }),
)
const secrets = {
  TENCENTCLOUD_SECRET_ID: 'AKIDcanary0000000000',
  TENCENTCLOUD_SECRET_KEY: 'keycanary00000000000',
  RELAY_SECRET: secretA,
  MERCHANT_API_KEY: apiKey,
}

describe('the command', () => {
  it('listens, and ends cleanly on SIGTERM', async () => {
    const relay = await runRelay(['--config', config], { ...secrets, PORT: '0' })
    expect(relay.url).toContain('http://127.0.0.1:')
    expect(await relay.stop()).toBe(0)
    const output = relay.output()
    const said = output
      .split('\n')
      .flatMap((line) => /"msg":"(draining|stopped)"/.exec(line)?.[1] ?? [])
    // Pino writes the last lines at the exit, on a busy machine before the one that is on its way.
    expect(said.sort()).toEqual(['draining', 'stopped'])
    for (const secret of Object.values(secrets)) expect(output).not.toContain(secret)
  })

  it('reads secrets from files and the configuration from FACEID_CONFIG', async () => {
    const env = Object.fromEntries(
      Object.entries(secrets).map(([name, value]) => [`${name}_FILE`, file(name, `${value}\n`)]),
    )
    const relay = await runRelay([], { ...env, FACEID_CONFIG: config, PORT: '0' })
    expect(await relay.stop()).toBe(0)
  })

  const configured = ['--config', config]
  const at = (path: string) => ['--config', path]
  it.each<[string, string[], Record<string, string>, RegExp]>([
    ['no configuration file', [], {}, /--config/],
    ['a blank secret', configured, { RELAY_SECRET: ' ' }, /RELAY_SECRET/],
    ['a configuration that is not there', at(join(folder, 'nothing.json')), {}, /can’t be read/],
    ['a configuration that is not JSON', at(file('bad.json', '{,}')), {}, /is not JSON/],
    ['no secret file', configured, { RELAY_SECRET_FILE: join(folder, 'x') }, /RELAY_SECRET_FILE/],
    ['a port that is none', configured, { PORT: '70000' }, /PORT/],
    ['a log level that is none', configured, { LOG_LEVEL: 'loud' }, /LOG_LEVEL/],
    ['a proxy that is none', configured, { TRUST_PROXY: 'true' }, /TRUST_PROXY/],
    ['an unknown option', ['--confg', config], {}, /--confg.*--help.*\n.*--config\?\n$/],
    ['an option without its value', ['--config'], {}, /^.*--config.*--help\.\n$/],
    ['an option of another command', ['--native', '1'], {}, /^.*--native.*--help\.\n$/],
    ['an unknown command', ['docter'], {}, /"docter".*--help.*\n.* doctor\?\n$/],
    ['a word too many', ['doctor', 'relay.json'], {}, /^.*"relay.json".*--help\.\n$/],
    ['the doctor without a configuration file', ['doctor'], {}, /--config/],
  ])(
    'with %s ends with 1 and says what to do, without a stack',
    async (_title, args, env, message) => {
      const { code, output } = await runCommand(args, { ...secrets, ...env })
      expect(code).toBe(1)
      expect(output).toMatch(message)
      expect(output).not.toMatch(/^\s+at /m)
    },
  )

  it.each([
    ['{\n  hunter2-secret-canary\n}', 'line 2, column 3'],
    ['{"a": 1,\n "b": [1, 2,]}', 'line 2, column 13'],
    ['{"a": 1\n "hunter2": 2}', 'line 2, column 2'],
    ['hunter2', 'line 1, column 1'],
    ['', 'line 1, column 1'],
  ])('names the place at which %j is not JSON, and shows nothing of it', async (text, place) => {
    const { code, output } = await runCommand(['--config', file('secrets.txt', text)], secrets)
    expect(code).toBe(1)
    expect(output).toContain(place)
    expect(output).not.toContain('hunter2')
  })

  it.each(['PORT', 'METRICS_PORT'])('with a taken %s names it in one line', async (name) => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    const address = taken.address()
    const port = String(typeof address === 'object' ? address?.port : '')
    // What is open by then must not keep the process from ending.
    const open = { REDIS_URL: 'redis://127.0.0.1:9', PORT: '0', METRICS_PORT: '0' }
    const env = { ...secrets, ...open, [name]: port, LOG_LEVEL: 'silent' }
    const { code, output } = await runCommand(['--config', config], env)
    taken.close()
    expect(code).toBe(1)
    expect(output.trim()).toBe(`${name} ${port} is taken. Set ${name} to a free port.`)
  })

  it('reports a file that can’t be read once', () => {
    const { RELAY_SECRET: _, ...others } = secrets
    const env = { ...others, RELAY_SECRET_FILE: join(folder, 'none') }
    expect(() => readEnvironmentVariables(env)).toThrow(/^RELAY_SECRET_FILE [^\n]+$/)
  })

  it('names every variable that is missing', () => {
    const names = /TENCENTCLOUD_SECRET_ID.*TENCENTCLOUD_SECRET_KEY.*RELAY_SECRET/s
    expect(() => readEnvironmentVariables({})).toThrow(names)
  })

  it('refuses one port for two things', () => {
    const env = { ...secrets, PORT: '9464', METRICS_PORT: '9464' }
    expect(() => readEnvironmentVariables(env)).toThrow(/METRICS_PORT must be another/)
  })

  it('--help names every environment variable and needs none', async () => {
    const { code, output } = await runCommand(['--help'], {})
    expect(code).toBe(0)
    for (const name of environmentNames) expect(output).toContain(name)
    expect((await runCommand(['doctor', '--help'], {})).output).toMatch(/^faceid-relay doctor: /)
  })

  it.each<[string, string[], Record<string, string>, boolean]>([
    ['LANG', [], { LANG: 'zh_CN.UTF-8' }, true],
    ['LC_ALL before LANG', [], { LC_ALL: 'en_US.UTF-8', LANG: 'zh_CN.UTF-8' }, false],
    ['--lang zh', ['--lang', 'zh'], {}, true],
    ['--lang=en before LANG', ['--lang=en'], { LANG: 'zh_CN.UTF-8' }, false],
    ['nothing', [], {}, false],
  ])('takes its language from %s, for mistakes too', async (_title, args, env, chinese) => {
    const { output } = await runCommand([...args, '--help'], env)
    const mistake = await runCommand([...args, '--config', join(folder, 'none')], {
      ...secrets,
      ...env,
    })
    for (const text of [output, mistake.output]) expect(/[一-鿿]{4}/.test(text)).toBe(chinese)
  })

  it('health says whether the relay of this configuration answers', async () => {
    const running = await runRelay(['--config', config], { ...secrets, PORT: '0' })
    const env = { ...secrets, PORT: new URL(running.url).port, HOST: '0.0.0.0' }
    expect(await runCommand(['health', '--config', config], env)).toEqual({ code: 0, output: '' })
    await running.stop()
    expect((await runCommand(['health', '--config', config], env)).code).toBe(1)
  })

  it('takes its environment from a file too, and says where that is not there', async () => {
    const env = file(
      'relay.env',
      Object.entries(secrets)
        .map((pair) => `${pair.join('=')}\n`)
        .join(''),
    )
    const running = await runRelay(['--config', config, '--env-file', env], { PORT: '0' })
    expect(await running.stop()).toBe(0)
    const { code, output } = await runCommand(['--config', config, '--env-file', 'none.env'], {})
    expect(code).not.toBe(0)
    expect(output).toContain('none.env')
  })

  it('--version says the version', async () => {
    expect((await runCommand(['--version'], {})).output.trim()).toMatch(/^\d+\.\d+\.\d+/)
  })
})

describe('errors of configuration and secrets in Chinese', () => {
  const scene = { rules: { native: '1' }, returnUrls: ['https://m.shop.example/'] }
  const file = { publicUrl: 'https://m.shop.example', scenes: { member: scene } }
  const member = (more: object) => ({ ...file, scenes: { member: { ...scene, ...more } } })
  const url = (publicUrl: string) => ({ ...file, publicUrl })
  it.each<unknown>([
    [],
    {},
    { ...file, allowedOrigin: [], colour: 1, scenes: { Big: scene } },
    { ...file, allowedOrigins: ['https://a.example/x', 1], hostedPageHosts: ['X'], limits: 1 },
    { ...file, limits: { readsPerSecond: 0 }, apiKeys: { a: 1 }, $schema: 1, webhookUrl: 1 },
    { ...file, apiKeys: { loans: { scenes: ['loan'] }, B: { scenes: [] } } },
    member({ rules: {}, startedBy: 1, identity: 1, consent: 1, intention: {} }),
    member({ rules: { native: 'x' }, returnUrls: 1 }),
    member({ returnUrls: ['/x', 'https://m.shop.example/?a', 1] }),
    member({ startedBy: 'browser', identity: 'supplied' }),
    member({ intention: { mode: 'reading', text: '' } }),
    member({ intention: { mode: 'questions', questions: [{ ask: 1 }, 1] } }),
    member({ intention: { mode: 'nod', statements: [] } }),
    member({ webhookUrl: 'http://10.0.0.1/' }),
    url('ftp://m.shop.example'),
    url('http://m.shop.example'),
    url('https://me:secret@m.shop.example'),
    url('https://m.shop.example/?a'),
    url(`https://m.shop.example/${'a'.repeat(300)}`),
  ])('%j', (value) => {
    const faults = configurationFaults(value)
    expect(faults).not.toEqual([])
    for (const fault of faults) {
      // What the file itself says may follow a colon.
      expect(translateFault('zh', fault)).toMatch(/[一-鿿]/)
      expect(translateFault('zh', fault)).not.toMatch(/must be|is missing|not a known/)
    }
  })

  it.each([
    ['short', [apiKey]],
    ['not base64!', [apiKey]],
    ['a'.repeat(64), [apiKey]],
    ['', [apiKey]],
    [secretA, ['short']],
    [secretA, [`"${apiKey}"`]],
    [secretA, ['a'.repeat(30)]],
    [secretA, [apiKey, apiKey]],
    [secretA, [`loans:${apiKey}`]],
    [secretA, []],
  ])('RELAY_SECRET %j, MERCHANT_API_KEY %j', async (relaySecret, merchantApiKeys) => {
    const credentials = { secretId: 'a', secretKey: 'b' }
    const options = { configuration: file, credentials, relaySecret, merchantApiKeys }
    const error: unknown = await createApp(options).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ConfigurationError)
    for (const fault of error instanceof ConfigurationError ? error.faults : [])
      expect(translateFault('zh', fault)).toMatch(/[一-鿿]/)
  })
})

describe('the environment', () => {
  it.each(['1', 'true', '10.0.0.0/33', '10.0.0.0/8/8', '::1/129', '10.0.0'])(
    'refuses the proxy %s',
    (TRUST_PROXY) => {
      expect(() => readEnvironmentVariables({ ...secrets, TRUST_PROXY })).toThrow(/TRUST_PROXY/)
    },
  )

  it('splits what is separated by commas', () => {
    const read = readEnvironmentVariables({
      ...secrets,
      MERCHANT_API_KEY: `${apiKey}, other`,
      TRUST_PROXY: '10.0.0.0/8, ::1',
    })
    expect(read.relay.merchantApiKeys).toEqual([apiKey, 'other'])
    expect(read.trustProxy).toEqual(['10.0.0.0/8', '::1'])
  })

  it('takes the credentials that SCF injects for the role of a function, all three or none', () => {
    const role = {
      TENCENTCLOUD_SECRETID: 'AKIDrole',
      TENCENTCLOUD_SECRETKEY: 'key of the role',
      TENCENTCLOUD_SESSIONTOKEN: 'token of the role',
    }
    const { RELAY_SECRET, ...own } = secrets
    expect(readEnvironmentVariables({ RELAY_SECRET, ...role })).toMatchObject({
      relay: {
        credentials: {
          secretId: 'AKIDrole',
          secretKey: 'key of the role',
          token: 'token of the role',
        },
      },
    })
    expect(readEnvironmentVariables({ ...own, RELAY_SECRET, ...role }).relay.credentials).toEqual({
      secretId: own.TENCENTCLOUD_SECRET_ID,
      secretKey: own.TENCENTCLOUD_SECRET_KEY,
    })
    const { TENCENTCLOUD_SECRET_KEY: _, ...half } = { ...own, RELAY_SECRET, ...role }
    expect(() => readEnvironmentVariables(half)).toThrow(/TENCENTCLOUD_SECRET_KEY/)
  })

  it('treats a blank variable as unset, in a file too', () => {
    const blank = Object.fromEntries(environmentNames.map((name) => [name, '  ']))
    expect(readEnvironment(blank)).toEqual({})
    const path = file('blank.env', 'HOST=\nPORT=81\n')
    expect(readEnvironment({ PORT: '' }, path)).toEqual({ PORT: '81' })
  })
})
