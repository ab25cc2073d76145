import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { environmentVariables, readEnvironmentVariables, secretVariables } from '../src/cli/env.js'
import { configuration } from './relay-under-test.js'
import { runRelay } from './running-relay.js'
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

interface Ended {
  code: number | null
  output: string
}

/** The built command. With `until`, SIGTERM is sent once the output has it. */
function relay(args: string[], env: Record<string, string>, until?: string): Promise<Ended> {
  const main = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url))
  const child = spawn(process.execPath, [main, ...args], {
    env: { PATH: process.env.PATH, ...env },
  })
  return new Promise((resolve) => {
    let output = ''
    let stopped = false
    const collect = (chunk: Buffer) => {
      output += chunk
      if (until === undefined || stopped || !output.includes(until)) return
      stopped = true
      child.kill('SIGTERM')
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.on('close', (code) => resolve({ code, output }))
  })
}

describe('the command', () => {
  it('listens, and ends cleanly on SIGTERM', async () => {
    const { code, output } = await relay(
      ['--config', config],
      { ...secrets, PORT: '0' },
      'the relay listens at',
    )
    expect(output).toContain('the relay listens at http://127.0.0.1:')
    expect(code).toBe(0)
    const said = output
      .split('\n')
      .flatMap((line) => /"msg":"(draining|stopped)"/.exec(line)?.[1] ?? [])
    expect(said).toEqual(['draining', 'stopped'])
    for (const secret of Object.values(secrets)) expect(output).not.toContain(secret)
  })

  it('reads secrets from files and the configuration from FACEID_CONFIG', async () => {
    const env = Object.fromEntries(
      Object.entries(secrets).map(([name, value]) => [`${name}_FILE`, file(name, `${value}\n`)]),
    )
    const { code } = await relay(
      [],
      { ...env, FACEID_CONFIG: config, PORT: '0' },
      'the relay listens at',
    )
    expect(code).toBe(0)
  })

  it.each<[string, string[], Record<string, string>, RegExp]>([
    ['no environment', [], {}, /TENCENTCLOUD_SECRET_ID.*TENCENTCLOUD_SECRET_KEY.*RELAY_SECRET/s],
    ['no configuration file', [], secrets, /--config/],
    [
      'a configuration file that is not there',
      ['--config', join(folder, 'nothing.json')],
      secrets,
      /can’t be read/,
    ],
    [
      'a configuration file that is not JSON',
      ['--config', file('bad.json', '{,}')],
      secrets,
      /is not JSON/,
    ],
    [
      'a secret file that is not there',
      ['--config', config],
      { ...secrets, RELAY_SECRET_FILE: join(folder, 'x') },
      /RELAY_SECRET_FILE/,
    ],
    ['a port that is none', ['--config', config], { ...secrets, PORT: '70000' }, /PORT/],
    [
      'a log level that is none',
      ['--config', config],
      { ...secrets, LOG_LEVEL: 'loud' },
      /LOG_LEVEL/,
    ],
    [
      'a proxy that is none',
      ['--config', config],
      { ...secrets, TRUST_PROXY: 'true' },
      /TRUST_PROXY/,
    ],
    ['an unknown flag', ['--confg', config], secrets, /^.*--confg.*--help\.\n$/],
    ['a flag without its value', ['--config'], secrets, /^.*--config.*--help\.\n$/],
    ['an unknown command', ['docter'], secrets, /^.*"docter".*--help\.\n$/],
    ['init behind its flags', ['--config', config, 'init'], {}, /^init comes.*--help\.\n$/],
    ['a word too many', ['doctor', 'relay.json'], secrets, /^.*"doctor relay.json".*--help\.\n$/],
    ['the doctor without a configuration file', ['doctor'], secrets, /--config/],
  ])(
    'with %s ends with 1 and says what to do, without a stack',
    async (_title, args, env, message) => {
      const { code, output } = await relay(args, env)
      expect(code).toBe(1)
      expect(output).toMatch(message)
      expect(output).not.toMatch(/^\s+at /m)
    },
  )

  it('with a configuration file that is something else shows nothing of it', async () => {
    const wrong = file('secrets.txt', '{\n  hunter2-secret-canary\n}')
    const { code, output } = await relay(['--config', wrong], secrets)
    expect(code).toBe(1)
    expect(output).toContain('is not JSON, at line 2')
    expect(output).not.toContain('hunter2')
  })

  it('with a taken port says so in one line', async () => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    const address = taken.address()
    const port = String(typeof address === 'object' ? address?.port : '')
    const { code, output } = await relay(['--config', config], {
      ...secrets,
      PORT: port,
      LOG_LEVEL: 'silent',
    })
    taken.close()
    expect(code).toBe(1)
    expect(output.trim()).toBe('The port is taken. Set PORT to a free one.')
  })

  it('with a taken METRICS_PORT names it', async () => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    const address = taken.address()
    const port = String(typeof address === 'object' ? address?.port : '')
    const env = { ...secrets, PORT: '0', METRICS_PORT: port, LOG_LEVEL: 'silent' }
    const { code, output } = await relay(['--config', config], env)
    taken.close()
    expect(code).toBe(1)
    expect(output).toContain(`  - METRICS_PORT ${port} is taken.`)
    expect(output).not.toMatch(/^\s+at /m)
  })

  it('says of a file that can’t be read nothing more', () => {
    const { RELAY_SECRET: _, ...others } = secrets
    const env = { ...others, RELAY_SECRET_FILE: join(folder, 'none') }
    expect(() => readEnvironmentVariables(env)).toThrow(/^ {2}- RELAY_SECRET_FILE [^\n]+$/)
  })

  it('refuses one port for two things', () => {
    const env = { ...secrets, PORT: '9464', METRICS_PORT: '9464' }
    expect(() => readEnvironmentVariables(env)).toThrow(/METRICS_PORT must be another/)
  })

  it('without its environment names the flag that reads a file, and not where it was given', async () => {
    const { code, output } = await relay(['--config', config], {})
    expect([code, output.includes('--env-file <file>')]).toEqual([1, true])
    const empty = await relay(['--config', config, '--env-file', file('empty.env', '')], {})
    expect([empty.code, empty.output.includes('--env-file <file>')]).toEqual([1, false])
  })

  it('--help names every environment variable', async () => {
    const { output } = await relay(['--help'], {})
    for (const name of Object.keys(environmentVariables)) expect(output).toContain(name)
  })

  it('--help is there for the doctor too, and needs no environment', async () => {
    const { code, output } = await relay(['doctor', '--help'], {})
    expect(code).toBe(0)
    expect(output).toMatch(/^faceid-relay doctor: /)
  })

  it('health says whether the relay of this configuration answers', async () => {
    const running = await runRelay(['--config', config], { ...secrets, PORT: '0' })
    const env = { ...secrets, PORT: new URL(running.url).port, HOST: '0.0.0.0' }
    expect(await relay(['health', '--config', config], env)).toEqual({ code: 0, output: '' })
    await running.stop()
    expect((await relay(['health', '--config', config], env)).code).toBe(1)
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
    const { code, output } = await relay(['--config', config, '--env-file', 'none.env'], {})
    expect(code).not.toBe(0)
    expect(output).toContain('none.env')
  })

  it('--version says the version', async () => {
    expect((await relay(['--version'], {})).output.trim()).toMatch(/^\d+\.\d+\.\d+/)
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
    expect(read.merchantApiKeys).toEqual([apiKey, 'other'])
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
      secretId: 'AKIDrole',
      secretKey: 'key of the role',
      sessionToken: 'token of the role',
    })
    expect(readEnvironmentVariables({ ...own, RELAY_SECRET, ...role })).toMatchObject({
      secretId: own.TENCENTCLOUD_SECRET_ID,
      sessionToken: undefined,
    })
    const { TENCENTCLOUD_SECRET_KEY: _, ...half } = { ...own, RELAY_SECRET, ...role }
    expect(() => readEnvironmentVariables(half)).toThrow(/TENCENTCLOUD_SECRET_KEY/)
  })

  it('has a meaning for every variable that is a secret', () => {
    for (const name of secretVariables) expect(environmentVariables[name]).toBeTruthy()
  })
})
