import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { parseCommandLine } from '../src/cli/arguments.js'
import { readEnvironment, readEnvironmentVariables } from '../src/cli/env.js'
import { health } from '../src/cli/health.js'
import { readJsonFile } from '../src/cli/json-file.js'
import { environmentNames, languageOf } from '../src/cli/messages.js'
import { configuration } from './relay-under-test.js'
import { listen, runCommand, runRelay } from './running-relay.js'
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
  it('reads the environment and secrets from files, listens, and ends cleanly on SIGTERM', async () => {
    const files = Object.entries(secrets).map(([name, value]) => [
      `${name}_FILE`,
      file(name, `${value}\n`),
    ])
    const lines = [...files, ['FACEID_CONFIG', config]].map((pair) => pair.join('='))
    const relay = await runRelay(['--env-file', file('relay.env', lines.join('\n'))], { PORT: '0' })
    const env = { PORT: new URL(relay.url).port, HOST: '0.0.0.0' }
    expect(await health(env, config)).toBe(true)
    expect(await relay.stop()).toBe(0)
    expect(await health(env, config)).toBe(false)
    expect(await health({ PORT: 'abc' }, config)).toBe(false)
    const output = relay.output()
    // Pino writes the last lines at the exit, on a busy machine before the one that is on its way.
    const said = [...output.matchAll(/"msg":"(draining|stopped)"/g)].map(([, word]) => word)
    expect(said.sort()).toEqual(['draining', 'stopped'])
    for (const secret of Object.values(secrets)) expect(output).not.toContain(secret)
  })

  it.each([
    [['--lang', 'zh', '--confg', config], {}, /--confg.*--help.*\n.*--config[^\n]*\n$/, true],
    [['--lang=en', '--config', 'none'], { LANG: 'zh_CN.UTF-8' }, /none/, false],
    [['--config', config], { LC_ALL: 'zh_CN', RELAY_SECRET: 'short' }, /RELAY_SECRET/, true],
  ])(
    '%j with %j ends with 1, in its language, without a stack',
    async (args, env, text, chinese) => {
      const { code, output } = await runCommand(args, { ...secrets, ...env })
      expect(code).toBe(1)
      expect(output).toMatch(text)
      expect(output).not.toMatch(/^\s+at /m)
      expect(/[一-鿿]{4}/.test(output)).toBe(chinese)
    },
  )

  it.each(['PORT', 'METRICS_PORT'])('with a taken %s names it in one line', async (name) => {
    const taken = createServer()
    const { port } = new URL(await listen(taken))
    // What is open by then must not keep the process from ending.
    const open = { REDIS_URL: 'redis://127.0.0.1:9', PORT: '0', METRICS_PORT: '0' }
    const env = { ...secrets, ...open, [name]: port, LOG_LEVEL: 'silent' }
    const { code, output } = await runCommand(['--config', config], env)
    taken.close()
    expect(code).toBe(1)
    expect(output.trim()).toBe(`${name} ${port} is taken. Set ${name} to a free port.`)
  })

  it('--help names every environment variable and needs none', async () => {
    const { code, output } = await runCommand(['--help'], {})
    expect(code).toBe(0)
    for (const name of environmentNames) expect(output).toContain(name)
  })

  it.each([
    [undefined, { LANG: 'zh_CN.UTF-8' }, 'zh'],
    [undefined, { LC_ALL: 'en_US.UTF-8', LANG: 'zh_CN.UTF-8' }, 'en'],
    ['zh', {}, 'zh'],
    ['en', { LANG: 'zh_CN.UTF-8' }, 'en'],
    [undefined, {}, 'en'],
  ])('with --lang %s and %j prints %s', (chosen, env, language) => {
    expect(languageOf(chosen, env)).toBe(language)
  })
})

describe('a start is refused for', () => {
  const start = async (args: string[], env: Record<string, string>) => {
    const { values } = parseCommandLine(args)
    readEnvironmentVariables(readEnvironment({ ...secrets, ...env }, values['env-file']))
    await readJsonFile(values.config)
  }
  const configured = ['--config', config]
  const absent = join(folder, 'none')

  it.each<[string, string[], Record<string, string>, RegExp]>([
    ['no configuration file', [], {}, /--config/],
    ['a configuration that is not there', ['--config', absent], {}, /can’t be read/],
    ['an environment file that is not there', ['--env-file', 'none.env'], {}, /none\.env/],
    ['a blank secret', configured, { RELAY_SECRET: ' ' }, /^RELAY_SECRET/],
    ['no secret file', configured, { RELAY_SECRET_FILE: absent }, /^RELAY_SECRET_FILE [^\n]+$/],
    ['a port that is none', configured, { PORT: '70000' }, /^PORT/],
    ['one port for two', configured, { PORT: '94', METRICS_PORT: '94' }, /METRICS_PORT must be/],
    ['a log level that is none', configured, { LOG_LEVEL: 'loud' }, /^LOG_LEVEL/],
    ['an option without its value', ['--config'], {}, /^.*--config.*--help\.$/],
    ['an option of another command', ['--native', '1'], {}, /^.*--native.*--help\.$/],
    ['an unknown command', ['docter'], {}, /"docter".*--help.*\n.* doctor\?$/],
    ['a word too many', ['doctor', 'relay.json'], {}, /^.*"relay.json".*--help\.$/],
  ])('%s', async (_title, args, env, message) => {
    await expect(start(args, env)).rejects.toThrow(message)
  })

  it.each([
    ['{\n  hunter2-secret-canary\n}', 'line 2, column 3'],
    ['{"a": 1,\n "b": [1, 2,]}', 'line 2, column 13'],
    ['{"a": 1\n "hunter2": 2}', 'line 2, column 2'],
    ['hunter2', 'line 1, column 1'],
    ['', 'line 1, column 1'],
  ])('%j, which is not JSON, naming the place and nothing of it', async (text, place) => {
    const message = await start(['--config', file('secrets.txt', text)], {}).catch(String)
    expect(message).toContain(place)
    expect(message).not.toContain('hunter2')
  })

  it.each(['1', 'true', '10.0.0.0/33', '10.0.0.0/8/8', '::1/129', '10.0.0'])(
    'the proxy %s',
    async (TRUST_PROXY) => {
      await expect(start(configured, { TRUST_PROXY })).rejects.toThrow(/^TRUST_PROXY/)
    },
  )

  it('variables that are missing, naming every one', () => {
    const names = /TENCENTCLOUD_SECRET_ID.*TENCENTCLOUD_SECRET_KEY.*RELAY_SECRET/s
    expect(() => readEnvironmentVariables({})).toThrow(names)
  })
})

describe('the environment', () => {
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
    const credentials = (env: NodeJS.ProcessEnv) => readEnvironmentVariables(env).relay.credentials
    expect(Object.values(credentials({ RELAY_SECRET, ...role }))).toEqual(Object.values(role))
    expect(credentials({ ...own, RELAY_SECRET, ...role })).toEqual({
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
    expect(readEnvironment({ PORT: '', HOST: '::1\n' }, path)).toEqual({ PORT: '81', HOST: '::1' })
  })
})
