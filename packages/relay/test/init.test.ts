import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseEnv, stripVTControlCharacters } from 'node:util'
import { createSandbox, sandboxCredential } from '@faceid-h5/sandbox'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { init } from '../src/cli/init.js'
import { readInitArguments } from '../src/cli/init-arguments.js'
import type { Answers } from '../src/cli/questions.js'
import { readConfiguration } from '../src/config/load.js'
import { type RunningRelay, runRelay } from './running-relay.js'

const main = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url))
const flags = [
  ...['--public-url', 'http://127.0.0.1/faceid', '--overlay', '1000003'],
  ...['--started-by', 'browser', '--return-url', 'http://127.0.0.1/a'],
  ...['--return-url', 'http://127.0.0.1/b'],
]

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'faceid-init-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

interface Ended {
  code: number | null
  output: string
}

function run(
  command: string,
  args: string[],
  answers?: string[],
  env: NodeJS.ProcessEnv = { PATH: process.env.PATH },
): Promise<Ended> {
  const child = spawn(command, args, { cwd: folder, env })
  return new Promise((resolve) => {
    let output = ''
    let answered = ''
    const left = [...(answers ?? [])]
    const collect = (chunk: Buffer) => {
      output += chunk
      // One answer for each question: a terminal may show one twice.
      const question =
        stripVTControlCharacters(output)
          .split(/[\r\n]/)
          .at(-1) ?? ''
      if (!question.endsWith(': ') || question === answered) return
      answered = question
      child.stdin.write(`${left.shift()}\n`)
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.on('close', (code) => resolve({ code, output }))
    if (answers === undefined) child.stdin.end()
  })
}

const read = (name: string) => readFileSync(join(folder, name), 'utf8')

/** `init` with flags, and nobody to ask. */
async function initialise(...args: string[]): Promise<Ended> {
  const lines: string[] = []
  const { answers, file } = readInitArguments(args)
  const written = await init(answers, join(folder, file), {
    print: (line) => lines.push(line),
    randomBytes,
  })
  return { code: written ? 0 : 1, output: lines.join('\n') }
}

/** `init` with somebody who answers so. */
async function answering(answers: string[], given: Answers = {}): Promise<string[]> {
  const left = [...answers]
  const lines: string[] = []
  const written = await init(given, join(folder, 'relay.json'), {
    print: (line) => lines.push(line),
    randomBytes: (size) => Buffer.alloc(size, 'abcdefghijkl'),
    ask: async (question) => {
      lines.push(question)
      const answer = left.shift()
      if (answer === undefined) throw new TypeError('it was stopped')
      return answer
    },
  })
  expect(left).toEqual([])
  return written ? lines : [...lines, 'refused']
}

describe('faceid-relay init with flags', () => {
  it('writes what the relay runs with against a sandbox, from the start to a pass', async () => {
    const { code, output } = await run(process.execPath, [main, 'init', ...flags])
    expect([code, readdirSync(folder).sort()]).toEqual([0, ['relay.env', 'relay.json']])
    const { RELAY_SECRET = '', MERCHANT_API_KEY = '', ...rest } = parseEnv(read('relay.env'))
    expect(rest).toEqual({ TENCENTCLOUD_SECRET_ID: '', TENCENTCLOUD_SECRET_KEY: '' })
    for (const secret of [RELAY_SECRET, MERCHANT_API_KEY]) {
      expect(secret.length).toBeGreaterThan(40)
      expect(output).not.toContain(secret)
    }
    const sandbox = await createSandbox()
    let relay: RunningRelay | undefined
    try {
      const filled = read('relay.env')
        .replace('SECRET_ID=', `SECRET_ID=${sandboxCredential.secretId}`)
        .replace('SECRET_KEY=', `SECRET_KEY=${sandboxCredential.secretKey}`)
      writeFileSync(join(folder, 'relay.env'), filled)
      relay = await runRelay(
        ['--config', join(folder, 'relay.json'), '--env-file', join(folder, 'relay.env')],
        { FACEID_ENDPOINT: sandbox.url, PORT: '0' },
      )
      const start = await fetch(`${relay.url}/faceid/v1/verifications`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: 'http://127.0.0.1' },
        body: JSON.stringify({
          scene: 'member',
          reference: 'order-1',
          modes: ['overlay'],
          returnUrl: 'http://127.0.0.1/b/done',
        }),
      })
      expect(start.status).toBe(201)
    } finally {
      await relay?.stop()
      await sandbox.close()
    }
  })

  it('keeps the secrets for whoever ran it', async () => {
    await initialise(...flags)
    expect(statSync(join(folder, 'relay.env')).mode & 0o777).toBe(0o600)
  })

  it('writes the form that Node, systemd and Compose read alike', async () => {
    await initialise(...flags)
    for (const line of read('relay.env').split('\n'))
      expect(line).toMatch(/^(#.*|[A-Z_]+=[A-Za-z0-9_-]*|)$/)
  })

  it('lets pages of another origin start where any page may, and no others', async () => {
    const elsewhere = [
      '--return-url',
      'http://127.0.0.1:8000/c',
      '--return-url',
      'http://127.0.0.1',
    ]
    await initialise(...flags, ...elsewhere)
    expect(JSON.parse(read('relay.json')).allowedOrigins).toEqual(['http://127.0.0.1:8000'])
    await initialise(...flags, '--config', 'same-origin.json')
    expect(JSON.parse(read('same-origin.json'))).not.toHaveProperty('allowedOrigins')
  })

  it('says every flag that is wrong at once', async () => {
    const wrong = ['--public-url', 'http://m.shop.example', '--native', 'x', '--return-url', 'foo']
    const { code, output } = await initialise(...wrong, '--scene', 'Loan')
    expect([code, readdirSync(folder)]).toEqual([1, []])
    for (const path of ['publicUrl', 'scenes.Loan']) expect(output).toContain(`- ${path} `)
    const named = await initialise(...wrong)
    for (const path of ['publicUrl', 'rules.native', 'returnUrls.0'])
      expect(named.output).toContain(`${path} must`)
  })

  it('names the next steps as they were typed', async () => {
    const npx = { PATH: process.env.PATH, npm_command: 'exec' }
    const { output } = await run(process.execPath, [main, 'init', ...flags], undefined, npx)
    expect(output).toContain('npx @faceid-h5/relay doctor --config relay.json')
    rmSync(join(folder, 'relay.json'))
    rmSync(join(folder, 'relay.env'))
    const plain = await run(process.execPath, [main, 'init', ...flags])
    expect(plain.output).toContain('. faceid-relay doctor --config relay.json')
  })

  it('makes other secrets each time', async () => {
    await initialise(...flags)
    await initialise(...flags, '--config', 'second.json')
    const one = parseEnv(read('relay.env'))
    const two = parseEnv(read('second.env'))
    expect(one.RELAY_SECRET).not.toBe(two.RELAY_SECRET)
    expect(one.MERCHANT_API_KEY).not.toBe(two.MERCHANT_API_KEY)
  })

  it.each(['relay.json', 'relay.env'])(
    'leaves %s alone, and writes nothing beside it',
    async (name) => {
      writeFileSync(join(folder, name), 'mine')
      const { code, output } = await initialise(...flags)
      expect(code).toBe(1)
      expect(output).toContain(`${name} is there already`)
      expect([readdirSync(folder), read(name)]).toEqual([[name], 'mine'])
    },
  )

  it('writes nothing where the second file can’t be written', async () => {
    const { code, output } = await initialise(...flags, '--config', 'no/such/folder.json')
    expect([code, readdirSync(folder)]).toEqual([1, []])
    expect(output).toContain('no/such/folder.json can’t be written (ENOENT)')
  })

  it.each<[string, string[], string[]]>([
    ['nothing', [], ['--public-url', '--native or --overlay', '--return-url']],
    ['no RuleId', flags.toSpliced(2, 2), ['--native or --overlay']],
    ['no return URL', flags.slice(0, 6), ['--return-url']],
  ])('with %s and nobody to ask says which flags are missing', async (_title, args, missing) => {
    const { code, output } = await initialise(...args)
    expect([code, readdirSync(folder)]).toEqual([1, []])
    expect(output.match(/--[a-z -]+(?= is missing)/g)).toEqual(missing)
  })

  it.each<[string, string[], RegExp]>([
    ['http on the outside', ['--public-url', 'http://m.shop.example'], /publicUrl must begin/],
    ['a RuleId that is none', ['--native', 'abc'], /rules\.native must be a RuleId/],
    ['two RuleIds for one mode', ['--native', '1', '--native', '2'], /rules\.native must be/],
    ['an unknown starter', ['--started-by', 'anybody'], /startedBy must be/],
    [
      'a person named by a browser',
      ['--started-by', 'browser', '--identity', 'supplied'],
      /needs "startedBy": "merchant"/,
    ],
  ])('refuses %s', async (_title, args, message) => {
    const { code, output } = await initialise(...args)
    expect([code, readdirSync(folder)]).toEqual([1, []])
    expect(output).toMatch(message)
    expect(output).not.toMatch(/^\s+at /m)
  })

  it.each([[['--secret', 'x']], [['relay.json']], [['--config']]])(
    'refuses %j without a stack',
    async (args) => {
      const { code, output } = await run(process.execPath, [main, 'init', ...args])
      expect([code, readdirSync(folder)]).toEqual([1, []])
      expect(output.trim()).toMatch(/^.*--help\.$/)
    },
  )

  it('explains itself', async () => {
    const { code, output } = await run(process.execPath, [main, 'init', '--help'])
    expect(code).toBe(0)
    for (const flag of flags.filter((word) => word.startsWith('--'))) expect(output).toContain(flag)
  })
})

describe('faceid-relay init on a terminal', () => {
  const configuration = () => readConfiguration(JSON.parse(read('relay.json')))

  it('asks for everything, and takes what is usual for an empty answer', async () => {
    await answering(['https://m.shop.example/faceid', '', '', '1000003', '', '', ''])
    const { base, scenes } = configuration()
    expect(base).toBe('https://m.shop.example/faceid')
    expect(scenes.get('member')).toMatchObject({
      rules: { overlay: '1000003' },
      startedBy: 'merchant',
      identity: 'captured',
      returnUrls: ['https://m.shop.example/'],
    })
  })

  it('says what is wrong with an answer, and asks again', async () => {
    const lines = await answering([
      ...['', 'm.shop.example', 'https://m.shop.example'],
      ...['My Loan', 'loan', 'x', '1000001', '1000002'],
      ...['me', 'merchant', 'supplied'],
      ...['/apply', 'https://m.shop.example/apply https://m.shop.example/done'],
    ])
    expect(lines.filter((line) => line.startsWith('  ') && line.includes('must')).length).toBe(6)
    expect(configuration().scenes.get('loan')).toMatchObject({
      rules: { native: '1000001', overlay: '1000002' },
      identity: 'supplied',
      returnUrls: ['https://m.shop.example/apply', 'https://m.shop.example/done'],
    })
  })

  it('asks for both RuleIds again where neither is there', async () => {
    await answering(['https://m.shop.example', '', '', '', '1000001', '', '', '', ''])
    expect(configuration().scenes.get('member')?.rules).toEqual({ native: '1000001' })
  })

  it('does not ask who is verified where any page may start', async () => {
    await answering(['https://m.shop.example', '', '', '1000003', 'browser', ''])
    expect(configuration().scenes.get('member')?.identity).toBe('captured')
  })

  it('asks only for what no flag gave', async () => {
    const lines = await answering(['', 'browser'], {
      publicUrl: 'https://m.shop.example',
      native: '1000001',
      returnUrls: 'https://m.shop.example/',
    })
    expect(lines).not.toContain('refused')
  })

  it('writes nothing when it is left', async () => {
    const lines = await answering(['https://m.shop.example'])
    expect(lines).toContain('Nothing was written.')
    expect(readdirSync(folder)).toEqual([])
  })

  // `script` of util-linux gives a command a real terminal; that of macOS takes other arguments.
  it.runIf(process.platform === 'linux')('works on a real one', async () => {
    const command = `"${process.execPath}" "${main}" init`
    const answers = ['https://m.shop.example/faceid', '', '', '1000003', 'browser', '']
    const { code, output } = await run('script', ['-qec', command, '/dev/null'], answers)
    expect([code, readdirSync(folder).sort()]).toEqual([0, ['relay.env', 'relay.json']])
    expect(output).not.toContain(parseEnv(read('relay.env')).RELAY_SECRET)
  })

  it.runIf(process.platform === 'linux')('ends with 1 on Ctrl-C', async () => {
    const command = `"${process.execPath}" "${main}" init`
    const { code, output } = await run('script', ['-qec', command, '/dev/null'], ['\x03'])
    expect([code, readdirSync(folder)]).toEqual([1, []])
    expect(output).toContain('Nothing was written.')
  })
})
