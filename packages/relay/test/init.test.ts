import { spawn } from 'node:child_process'
import fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnv, stripVTControlCharacters } from 'node:util'
import { createSandbox, sandboxCredential } from '@faceid-h5/sandbox'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type OptionValues, parseCommandLine } from '../src/cli/arguments.js'
import { readEnvironmentVariables } from '../src/cli/env.js'
import { init } from '../src/cli/init.js'
import { CommandError, translate } from '../src/cli/messages.js'
import { readConfiguration } from '../src/config/load.js'
import { createApp } from '../src/server/app.js'
import { memberBody } from './relay-under-test.js'
import { main } from './running-relay.js'

const flags = [
  ...['--public-url', 'http://127.0.0.1/faceid', '--overlay', '1000003'],
  ...['--return-url', 'http://127.0.0.1/a', '--return-url', 'http://127.0.0.1/b'],
]

let folder: string
beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'faceid-init-'))
})
afterEach(() => fs.rmSync(folder, { recursive: true }))

const read = (name: string) => fs.readFileSync(join(folder, name), 'utf8')

/** `init` in this process: with `answers` somebody sits in front of a terminal. @returns what was printed. */
async function run(values: OptionValues, answers?: string[]): Promise<string> {
  const lines: string[] = []
  const terminal = {
    language: 'en' as const,
    say: translate.bind(undefined, 'en'),
    print: (line: string) => void lines.push(line),
    progress() {},
    columns: 0,
    ask:
      answers &&
      (async (question: string) => {
        lines.push(question)
        const answer = answers.shift()
        if (answer === undefined) throw new CommandError([['init.stopped']])
        return answer
      }),
  }
  await init({ ...values, config: join(folder, values.config ?? 'relay.json') }, terminal).catch(
    (error: unknown) => {
      if (!(error instanceof CommandError)) throw error
      lines.push('refused', error.message)
    },
  )
  expect(answers ?? []).toEqual([])
  return lines.join('\n')
}

const withFlags = (...args: string[]) => run(parseCommandLine(['init', ...args]).values)

describe('faceid-relay init with options', () => {
  it('writes what the relay runs with against a sandbox', async () => {
    const output = await withFlags('--sandbox', '--return-url', 'http://127.0.0.1/b')
    const { RELAY_SECRET = '', MERCHANT_API_KEY = '', ...rest } = parseEnv(read('relay.env'))
    expect(rest).toEqual({
      TENCENTCLOUD_SECRET_ID: sandboxCredential.secretId,
      TENCENTCLOUD_SECRET_KEY: sandboxCredential.secretKey,
      FACEID_ENDPOINT: 'http://127.0.0.1:4172',
      PORT: '8080',
    })
    for (const secret of [RELAY_SECRET, MERCHANT_API_KEY]) {
      expect(secret.length).toBeGreaterThan(40)
      expect(output).not.toContain(secret)
    }
    const sandbox = await createSandbox()
    const { relay } = readEnvironmentVariables(parseEnv(read('relay.env')))
    const configuration = JSON.parse(read('relay.json'))
    const app = await createApp({ ...relay, configuration, endpoint: sandbox.url })
    const start = await app.inject({
      method: 'POST',
      url: '/v1/verifications',
      headers: { origin: 'http://127.0.0.1' },
      payload: { ...memberBody, modes: ['overlay'], returnUrl: 'http://127.0.0.1/b/done' },
    })
    expect(start.statusCode).toBe(201)
    await app.close()
    await sandbox.close()
  })

  it('writes secrets for one reader, new ones each time, in the form that Node, systemd and Compose read', async () => {
    await withFlags(...flags)
    expect(fs.statSync(join(folder, 'relay.env')).mode & 0o777).toBe(0o600)
    for (const line of read('relay.env').split('\n'))
      expect(line).toMatch(/^(#.*|[A-Z_]+=[A-Za-z0-9_-]*|)$/)
    await withFlags(...flags, '--config', 'second.json')
    const [one, other] = ['relay.env', 'second.env'].map((name) => parseEnv(read(name)))
    expect(one?.RELAY_SECRET).not.toBe(other?.RELAY_SECRET)
  })

  it('allows the origins of other pages if a page starts', async () => {
    const elsewhere = 'http://127.0.0.1:8000'
    await withFlags(...flags, '--return-url', `${elsewhere}/c`)
    expect(JSON.parse(read('relay.json')).allowedOrigins).toEqual([elsewhere])
    await withFlags(...flags, '--config', 'same-origin.json')
    expect(JSON.parse(read('same-origin.json'))).not.toHaveProperty('allowedOrigins')
  })

  it('lets the relay listen where publicUrl leads if no proxy is in front', async () => {
    await withFlags('--public-url', 'http://192.168.1.5:9000', '--native', '1')
    expect(parseEnv(read('relay.env'))).toMatchObject({ PORT: '9000', HOST: '0.0.0.0' })
  })

  it('reports everything wrong at once and writes nothing', async () => {
    const wrong = ['--public-url', 'http://m.shop.example', '--native', 'x', '--return-url', 'foo']
    const output = await withFlags(...wrong)
    for (const path of ['publicUrl', 'rules.native', 'returnUrls.0']) expect(output).toContain(path)
    expect([output.includes('refused'), fs.readdirSync(folder)]).toEqual([true, []])
  })

  it('names what is missing if nobody can be asked', async () => {
    const output = await withFlags()
    expect(output.match(/--[a-z-]+/g)).toEqual(['--public-url', '--native', '--overlay'])
  })

  it.each(['relay.json', 'relay.env'])('leaves an existing %s as it is', async (name) => {
    fs.writeFileSync(join(folder, name), 'mine')
    expect(await withFlags(...flags)).toContain(`${name} exists`)
    expect([fs.readdirSync(folder), read(name)]).toEqual([[name], 'mine'])
  })

  it('never writes both files to one place', async () => {
    await withFlags(...flags, '--config', 'shop.env')
    expect(fs.readdirSync(folder).sort()).toEqual(['shop.env', 'shop.env.env'])
  })

  it('writes nothing if the second file can’t be written', async () => {
    // The longest name that Linux takes has 255 bytes.
    const output = await withFlags(...flags, '--config', 'x'.repeat(252))
    expect(output).toContain('(ENAMETOOLONG)')
    expect(fs.readdirSync(folder)).toEqual([])
  })

  it('writes nothing into a folder that is not there', async () => {
    expect(await withFlags(...flags, '--config', 'no/such/folder.json')).toContain('(ENOENT)')
    expect(fs.readdirSync(folder)).toEqual([])
  })

  it('prints the next commands as they can be typed here, and the HTML of the page', async () => {
    const output = await spawned(process.execPath, [main, 'init', ...flags])
    const [doctor = ''] = /(?<=2\. ).* doctor .*/.exec(output) ?? []
    const [, script = ''] = /^node (\S+) doctor --config relay\.json --env/.exec(doctor) ?? []
    expect(fs.existsSync(join(folder, script))).toBe(true)
    expect(output).toContain('<faceid-h5 scene="member"')
    expect(output).toContain('http://127.0.0.1/faceid/faceid-h5.js')
    fs.symlinkSync(main, join(folder, 'faceid-relay'))
    const second = ['faceid-relay', 'init', ...flags, '--config', 'second.json']
    const installed = await spawned(process.execPath, second)
    expect(installed).toContain('npx @faceid-h5/relay doctor --config second.json')
  })
})

describe('faceid-relay init on a terminal', () => {
  const member = () => readConfiguration(JSON.parse(read('relay.json'))).scenes.get('member')

  it('takes the default for an empty answer', async () => {
    await run({}, ['https://m.shop.example/faceid', '', '1000003', '', ''])
    expect(member()).toMatchObject({
      rules: { overlay: '1000003' },
      startedBy: 'browser',
      identity: 'captured',
      returnUrls: ['https://m.shop.example/'],
    })
  })

  it('explains a wrong answer and asks again', async () => {
    const lines = await run({}, [
      ...['', 'm.shop.example', 'https://m.shop.example'],
      ...['x', '', '', '1000002'],
      ...['me', 'merchant'],
      ...['/apply', 'https://m.shop.example/apply https://m.shop.example/done'],
    ])
    expect(lines.match(/^ {2}\S.*(must|is missing)/gm)).toHaveLength(6)
    expect(member()).toMatchObject({
      rules: { overlay: '1000002' },
      startedBy: 'merchant',
      returnUrls: ['https://m.shop.example/apply', 'https://m.shop.example/done'],
    })
  })

  it('asks only for what no option gave, and not who starts if the back end names the person', async () => {
    const given = { 'public-url': 'https://m.shop.example', native: '1', identity: 'supplied' }
    await run(given, [''])
    expect(member()).toMatchObject({ startedBy: 'merchant', identity: 'supplied' })
  })

  it('writes nothing after Ctrl-C', async () => {
    expect(await run({}, ['https://m.shop.example'])).toContain('refused')
    expect(fs.readdirSync(folder)).toEqual([])
  })

  it.runIf(process.platform === 'linux')('asks on a real terminal', async () => {
    const command = `${process.execPath} ${main} init --overlay 1000003`
    const answers = ['https://m.shop.example', '', '']
    const output = await spawned('script', ['-qec', command, '/dev/null'], answers)
    expect(output).toContain('relay.env')
    expect(fs.readdirSync(folder).sort()).toEqual(['relay.env', 'relay.json'])
  })
})

/** @param answers one for each question that ends with `: `. */
function spawned(command: string, args: string[], answers: string[] = []) {
  const child = spawn(command, args, { cwd: folder, env: { PATH: process.env.PATH } })
  return new Promise<string>((resolve) => {
    let output = ''
    let answered = ''
    const collect = (chunk: Buffer) => {
      output += chunk
      const lines = stripVTControlCharacters(output).split(/[\r\n]/)
      const question = lines.at(-1) ?? ''
      // A terminal may show a question twice.
      if (!question.endsWith(': ') || question === answered) return
      answered = question
      child.stdin.write(`${answers.shift()}\n`)
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.on('close', () => resolve(output))
  })
}
