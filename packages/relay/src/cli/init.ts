// `faceid-relay init`: writes a starter configuration and an environment file beside it, both or none.
import { randomBytes } from 'node:crypto'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { basename, relative } from 'node:path'
import { configurationFaults } from '../config/load.js'
import type { OptionValues } from './arguments.js'
import { CommandError, type Message, type TextKey, translateMessage } from './messages.js'
import type { Terminal } from './terminal.js'

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
  subject: 'public-url' | 'native' | 'overlay' | 'started-by' | 'return-url'
  /** The answer that Enter gives, and the one if the question is not asked. */
  default?: (answers: OptionValues) => string
  /** The error if there is neither a default nor an answer. */
  missing?: TextKey
  /** Whether to ask, given the other answers. */
  when?: (answers: OptionValues) => boolean
}

/** Several return URLs are separated by spaces. An empty RuleId means that there is none. */
const questions: readonly Question[] = [
  { subject: 'public-url', missing: 'init.missing.public-url' },
  { subject: 'native', when: ({ overlay }) => !overlay },
  { subject: 'overlay', missing: 'init.missing.native', when: ({ native }) => !native },
  {
    subject: 'started-by',
    default: ({ identity }) => (identity === 'supplied' ? 'merchant' : 'browser'),
    when: ({ identity, sandbox }) => !identity && !sandbox,
  },
  { subject: 'return-url', default: (answers) => `${originOf(answers['public-url'])}/` },
]

/** @throws {CommandError} saying that nothing was written, and why. */
export async function init(values: OptionValues, terminal: Terminal): Promise<void> {
  const file = values.config ?? 'relay.json'
  const secrets = `${file.replace(/\.json$/, '')}.env`
  const given = { scene: 'member', ...(values.sandbox ? sandbox.answers : {}), ...values }
  refuse(faultsOf(given))
  const answers = await complete(given, terminal)
  const configuration = `${JSON.stringify(starterConfiguration(answers), null, 2)}\n`
  refuse([file, secrets].filter(existsSync).map((path) => ['init.exists', { path }]))
  write(file, configuration, 0o644)
  try {
    write(secrets, starterEnvironment(answers), 0o600)
  } catch (error) {
    rmSync(file)
    throw error
  }
  printNextSteps(answers, file, secrets, terminal)
}

/** Asks for what no option gave, or fills in the defaults if nobody can be asked. */
async function complete(
  given: OptionValues,
  { ask, print, language, say }: Terminal,
): Promise<OptionValues> {
  const answers = { ...given }
  const unanswered: Message[] = []
  for (const { subject, default: defaultOf, missing, when } of questions) {
    if (answers[subject]) continue
    const preset = defaultOf?.(answers) ?? ''
    answers[subject] = preset
    if (when?.(answers) === false) continue
    if (ask === undefined) {
      if (missing !== undefined) unanswered.push([missing])
      continue
    }
    const hint = preset === '' ? '' : ` [${preset}]`
    let faults: readonly Message[]
    do {
      const typed = await ask(`${say(`init.ask.${subject}`)}${hint}: `)
      answers[subject] = typed.trim() || preset
      faults = missing && !answers[subject] ? [[missing]] : faultsOf(answers)
      for (const fault of faults) print(`  ${translateMessage(language, fault)}`)
    } while (faults.length > 0)
  }
  refuse(unanswered)
  return answers
}

/** @returns what the relay finds wrong with these answers; a missing answer counts as right. */
function faultsOf(answers: OptionValues): Message[] {
  const right = {
    'public-url': 'https://m.shop.example',
    'return-url': 'https://m.shop.example/',
    ...(answers.native ? {} : { overlay: '1' }),
  }
  const given = Object.fromEntries(Object.entries(answers).filter(([, answer]) => answer))
  return configurationFaults(starterConfiguration({ ...right, ...given }))
}

function starterConfiguration(answers: OptionValues): object {
  const { native, overlay, identity = 'captured', scene = '' } = answers
  const publicUrl = answers['public-url']
  const startedBy = answers['started-by']
  const returnUrls = (answers['return-url'] ?? '').split(/\s+/).filter(Boolean)
  // A page of another origin than the relay's may start only if its origin is listed.
  const origins = new Set(returnUrls.map(originOf).filter(Boolean))
  origins.delete(originOf(publicUrl))
  // What is undefined is not written.
  return {
    $schema: './node_modules/@faceid-h5/relay/config.schema.json',
    publicUrl,
    allowedOrigins: startedBy === 'browser' && origins.size > 0 ? [...origins] : undefined,
    webhookUrl: answers['webhook-url'] || undefined,
    scenes: {
      [scene]: {
        rules: { native: native || undefined, overlay: overlay || undefined },
        startedBy,
        identity,
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
function starterEnvironment(answers: OptionValues): string {
  const { protocol, hostname, port } = new URL(answers['public-url'] ?? '')
  const { secretId, secretKey } = answers.sandbox ? sandbox : { secretId: '', secretKey: '' }
  const own = answers.sandbox ? [`FACEID_ENDPOINT=${sandbox.endpoint}`] : []
  // Over http no proxy is in front: the relay itself listens at publicUrl.
  if (protocol === 'http:' && port !== '') {
    own.push(`PORT=${port}`)
    if (!/^(localhost|127\.|\[::1])/.test(hostname)) own.push('HOST=0.0.0.0')
  }
  const webhooks = `
# Signs webhooks: your back end verifies them with it. The store keeps the jobs of one relay; several need redis://…
WEBHOOK_SECRET=whsec_${randomBytes(32).toString('base64')}
WEBHOOK_STORE=file:faceid-webhooks
`
  return `# Secrets of the faceid-h5 relay. Keep this file out of version control.

# An API key (API 密钥) of a sub-account that may call faceid:DetectAuth and faceid:GetDetectInfoEnhanced only:
# https://console.cloud.tencent.com/cam
TENCENTCLOUD_SECRET_ID=${secretId}
TENCENTCLOUD_SECRET_KEY=${secretKey}
${own.map((line) => `${line}\n`).join('')}
# Encrypts and signs. To replace it, see "Rotate secrets" in docs/en/operations.md.
RELAY_SECRET=${randomBytes(32).toString('hex')}

# What your back end calls the relay with.
MERCHANT_API_KEY=${randomBytes(32).toString('base64url')}
${answers['webhook-url'] ? webhooks : ''}`
}

/** Never overwrites a file. @throws {CommandError} */
function write(path: string, text: string, mode: number): void {
  try {
    writeFileSync(path, text, { flag: 'wx', mode })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    refuse([['init.notWritten', { path, code: code ?? '' }]])
  }
}

function refuse(messages: readonly Message[]): void {
  if (messages.length > 0) throw new CommandError(messages, 'init.nothingWritten')
}

function printNextSteps(
  answers: OptionValues,
  file: string,
  secrets: string,
  { print, say }: Terminal,
): void {
  const script = relative('.', process.argv[1] ?? '')
  const command = basename(script) === 'main.js' ? `node ${quoted(script)}` : 'npx @faceid-h5/relay'
  const options = `--config ${quoted(file)} --env-file ${quoted(secrets)}`
  const base = (answers['public-url'] ?? '').replace(/\/+$/, '')
  const byBackEnd = answers['started-by'] === 'merchant'
  const start = byBackEnd ? ' start-url="/your-back-end/start"' : ''
  print(`${say('init.written', { file, secrets })}

${say('init.next')}
  1. ${answers.sandbox ? 'npx @faceid-h5/sandbox' : say('init.next.credentials', { file: secrets })}
  2. ${command} doctor ${options}
  3. ${command} ${options}

${say('init.html')}
  <script src="${base}/faceid-h5.js" async></script>
  <form action="/done">
    <faceid-h5 scene="${answers.scene}" reference="order-4711"${start}></faceid-h5>
  </form>

${say(byBackEnd ? 'init.backEnd' : 'init.browser', { file: secrets })}`)
}

function quoted(path: string): string {
  return /^[\w./\\:-]+$/.test(path) ? path : JSON.stringify(path)
}
