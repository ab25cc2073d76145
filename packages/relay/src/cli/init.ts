// `faceid-relay init`: writes a starter configuration and an environment file beside it, both or none.
import { randomBytes } from 'node:crypto'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { basename, delimiter, dirname, parse, relative } from 'node:path'
import { ConfigurationError, readConfiguration } from '../config/load.js'
import { configurationSchemaUrl } from '../config/schema.js'
import type { OptionValues } from './arguments.js'
import { CommandError, type Message, translateFault } from './messages.js'
import type { Terminal } from './terminal.js'

/** As typed; several return URLs are separated by spaces. An empty RuleId means that there is none. */
type Answers = Pick<
  OptionValues,
  | 'public-url'
  | 'native'
  | 'overlay'
  | 'started-by'
  | 'return-url'
  | 'scene'
  | 'identity'
  | 'webhook-url'
>
type Subject = keyof Answers

/** What the sandbox (`@faceid-h5/sandbox`) accepts when it is started without options. */
const sandbox = {
  endpoint: 'http://127.0.0.1:4172',
  secretId: 'AKIDsandboxNotARealSecretId000000000',
  secretKey: 'sandboxNotARealSecretKey00000000',
  answers: {
    'public-url': 'http://127.0.0.1:8080',
    native: '1000004',
    overlay: '1000003',
    'return-url': 'http://127.0.0.1:3000/ http://localhost:3000/',
  },
} as const

interface Question {
  subject: Subject
  /** The answer that Enter gives; without it the question must be answered. */
  default?: (answers: Answers) => string
  /** Whether to ask, given the other answers. */
  when?: (answers: Answers) => boolean
}

const questions: readonly Question[] = [
  { subject: 'public-url' },
  { subject: 'native', default: () => '', when: ({ overlay }) => overlay === undefined },
  { subject: 'overlay', default: () => '', when: ({ native }) => !native },
  { subject: 'started-by', default: () => 'browser', when: ({ identity }) => !identity },
  { subject: 'return-url', default: (answers) => `${originOf(answers['public-url'])}/` },
]

/** @throws {CommandError} saying that nothing was written, and why. */
export async function init(values: OptionValues, terminal: Terminal): Promise<void> {
  const file = values.config ?? 'relay.json'
  const { dir, name } = parse(file)
  const secrets = `${dir === '' ? '' : `${dir}/`}${name}.env`
  const given: Answers = { ...(values.sandbox ? sandbox.answers : {}), ...values }
  check(given, terminal)
  const answers = terminal.ask && !values.sandbox ? await ask(given, terminal) : complete(given)
  const text = `${JSON.stringify(starterConfiguration(answers), null, 2)}\n`
  writeNewFiles([
    { path: file, text, mode: 0o644 },
    { path: secrets, text: starterEnvironment(answers, values.sandbox !== undefined), mode: 0o600 },
  ])
  printNextSteps(answers, { file, secrets, sandbox: values.sandbox !== undefined }, terminal)
}

/** Fills in the defaults if nobody can be asked. */
function complete(given: Answers): Answers {
  const required: Subject[] = ['public-url', ...(given.overlay ? [] : ['native' as const])]
  const missing = required.filter((subject) => !given[subject])
  refuse(missing.map((subject) => [`init.missing.${subject as 'native' | 'public-url'}`]))
  return withDefaults(given)
}

function withDefaults(given: Answers): Answers {
  let answers = given
  for (const { subject, default: preset, when } of questions)
    if (when?.(answers) !== false)
      answers = { ...answers, [subject]: answers[subject] ?? preset?.(answers) }
  return answers
}

async function ask(given: Answers, { ask, language, print, say }: Terminal): Promise<Answers> {
  let answers = given
  for (let place = 0; place < questions.length; ) {
    const { subject, default: preset, when } = questions[place] as Question
    if (given[subject] !== undefined || when?.(answers) === false) {
      place += 1
      continue
    }
    const byDefault = preset?.(answers) ?? ''
    const question = say(`init.ask.${subject as 'native'}`)
    const typed = await ask?.(`${question}${byDefault === '' ? '' : ` [${byDefault}]`}: `)
    const next = { ...answers, [subject]: typed?.trim() || byDefault }
    const neither = subject === 'overlay' && !next.native && !next.overlay
    const missing = neither ? 'native' : next[subject] === '' && !preset ? 'public-url' : undefined
    const faults = missing === undefined ? faultsOf(next) : [say(`init.missing.${missing}`)]
    for (const fault of faults) print(`  ${translateFault(language, fault)}`)
    if (faults.length === 0) {
      answers = next
      place += 1
    } else if (neither) {
      const { native: _, ...rest } = answers
      answers = rest
      place -= 1
    }
  }
  return withDefaults(answers)
}

function check(answers: Answers, { language }: Terminal): void {
  const faults = faultsOf(answers).map((fault) => translateFault(language, fault))
  if (faults.length > 0) refuse(faults.map((fault) => ['error.plain', { text: fault }]))
}

/** @returns what the relay finds wrong with these answers; a missing answer counts as right. */
function faultsOf(answers: Answers): readonly string[] {
  const right = {
    'public-url': 'https://m.shop.example',
    'return-url': 'https://m.shop.example/',
    ...(answers.native ? {} : { overlay: '1' }),
  }
  const given = Object.fromEntries(Object.entries(answers).filter(([, answer]) => answer))
  try {
    readConfiguration(starterConfiguration({ ...right, ...given }))
    return []
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults
    throw error
  }
}

function starterConfiguration(answers: Answers): object {
  const { native, overlay, identity, scene = 'member' } = answers
  const startedBy = answers['started-by'] ?? (identity === 'supplied' ? 'merchant' : 'browser')
  const publicUrl = answers['public-url']
  const returnUrls = (answers['return-url'] ?? '').split(/\s+/).filter(Boolean)
  // A page of another origin than the relay's may start only if its origin is listed.
  const origins = new Set(returnUrls.map(originOf).filter(Boolean))
  origins.delete(originOf(publicUrl))
  return {
    $schema: configurationSchemaUrl,
    publicUrl,
    ...(startedBy === 'browser' && origins.size > 0 ? { allowedOrigins: [...origins] } : {}),
    ...(answers['webhook-url'] ? { webhookUrl: answers['webhook-url'] } : {}),
    scenes: {
      [scene]: {
        rules: { ...(native ? { native } : {}), ...(overlay ? { overlay } : {}) },
        startedBy,
        identity: identity ?? 'captured',
        returnUrls,
      },
    },
  }
}

/** Empty if the address is not one: that fault is reported for the address itself. */
function originOf(address = ''): string {
  return /^https?:/.test(address) && URL.canParse(address) ? new URL(address).origin : ''
}

/** One `NAME=value` a line, without quotes and `$`: Node, systemd and Compose read this form alike. */
function starterEnvironment(answers: Answers, forSandbox: boolean): string {
  const { protocol, hostname, port } = new URL(answers['public-url'] ?? '')
  // Over http no proxy is in front: the relay itself listens at publicUrl.
  const own = protocol === 'http:' && port !== '' ? [`PORT=${port}`] : []
  if (own.length > 0 && !/^(localhost|127\.|\[::1])/.test(hostname)) own.push('HOST=0.0.0.0')
  const { secretId, secretKey, endpoint } = sandbox
  return `# Secrets of the faceid-h5 relay. Keep this file out of version control.

# An API key (API 密钥) of a sub-account that may call faceid:DetectAuth and faceid:GetDetectInfoEnhanced only:
# https://console.cloud.tencent.com/cam
TENCENTCLOUD_SECRET_ID=${forSandbox ? secretId : ''}
TENCENTCLOUD_SECRET_KEY=${forSandbox ? secretKey : ''}
${forSandbox ? `FACEID_ENDPOINT=${endpoint}\n` : ''}${own.map((line) => `${line}\n`).join('')}
# Encrypts and signs. To replace it, see "Rotate" in the README of the relay.
RELAY_SECRET=${randomBytes(32).toString('hex')}

# What your back end calls the relay with.
MERCHANT_API_KEY=${randomBytes(32).toString('base64url')}
${answers['webhook-url'] ? starterWebhooks() : ''}`
}

function starterWebhooks(): string {
  return `
# Signs webhooks: your back end verifies them with it. The store keeps the jobs of one relay; several need redis://…
WEBHOOK_SECRET=whsec_${randomBytes(32).toString('base64')}
WEBHOOK_STORE=file:faceid-webhooks
`
}

interface NewFile {
  path: string
  text: string
  mode: number
}

function writeNewFiles(files: readonly NewFile[]): void {
  const existing = files.filter(({ path }) => existsSync(path))
  refuse(existing.map(({ path }) => ['init.exists', { path }]))
  const written: string[] = []
  try {
    for (const { path, text, mode } of files) {
      writeFileSync(path, text, { flag: 'wx', mode })
      written.push(path)
    }
  } catch (error) {
    for (const path of written) rmSync(path)
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    refuse([['init.notWritten', { path: files[written.length]?.path ?? '', code }]])
  }
}

function refuse(messages: readonly Message[]): void {
  if (messages.length > 0) throw new CommandError(messages, ['init.nothingWritten'])
}

function printNextSteps(
  answers: Answers,
  { file, secrets, sandbox }: { file: string; secrets: string; sandbox: boolean },
  { print, say }: Terminal,
): void {
  const options = `--config ${quoted(file)} --env-file ${quoted(secrets)}`
  const base = (answers['public-url'] ?? '').replace(/\/+$/, '')
  const { scene = 'member' } = answers
  const byBackEnd = /"startedBy":"merchant"/.test(JSON.stringify(starterConfiguration(answers)))
  const start = byBackEnd ? ' start-url="/your-back-end/start"' : ''
  const steps = [
    sandbox ? 'npx @faceid-h5/sandbox' : say('init.next.credentials', { file: secrets }),
    `${typedCommand()} doctor ${options}`,
    `${typedCommand()} ${options}`,
  ]
  print(say('init.written', { file, secrets }))
  print(`\n${say('init.next')}`)
  for (const [index, step] of steps.entries()) print(`  ${index + 1}. ${step}`)
  print(`\n${say('init.html')}`)
  print(`  <script src="${base}/faceid-h5.js" async></script>`)
  print(`  <form action="/done">`)
  print(`    <faceid-h5 scene="${scene}" reference="order-4711"${start}></faceid-h5>`)
  print('  </form>')
  print(`\n${say(byBackEnd ? 'init.backEnd' : 'init.browser', { file: secrets })}`)
}

/** How this program was called, so that the next command can be copied. */
function typedCommand(): string {
  const script = process.argv[1] ?? ''
  if (/^(exec|dlx)$/.test(process.env.npm_command ?? '')) return 'npx @faceid-h5/relay'
  if (basename(script) !== 'faceid-relay') return `node ${quoted(relative('.', script))}`
  const onPath = (process.env.PATH ?? '').split(delimiter).includes(dirname(script))
  return onPath ? 'faceid-relay' : 'npx faceid-relay'
}

function quoted(path: string): string {
  return /^[\w./\\:-]+$/.test(path) ? path : JSON.stringify(path)
}
