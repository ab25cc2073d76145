// `faceid-relay init`: writes a starter configuration and an environment file beside it, both or none.
import { randomBytes } from 'node:crypto'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { basename, delimiter, dirname, parse, relative } from 'node:path'
import { configurationFaults } from '../config/load.js'
import type { OptionName, OptionValues } from './arguments.js'
import { CommandError, type Message, type TextKey, translateFault } from './messages.js'
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
  subject: OptionName
  /** The answer that Enter gives. */
  default?: (answers: OptionValues) => string
  /** Without a default: what to say if there is no answer. */
  missing?: TextKey
  /** Whether to ask, given the other answers. */
  when?: (answers: OptionValues) => boolean
}

/** Several return URLs are separated by spaces. An empty RuleId means that there is none. */
const questions: readonly Question[] = [
  { subject: 'public-url', missing: 'init.missing.public-url' },
  { subject: 'native', default: () => '', when: ({ overlay }) => overlay === undefined },
  { subject: 'overlay', missing: 'init.missing.native', when: ({ native }) => !native },
  { subject: 'started-by', default: () => 'browser', when: ({ identity }) => !identity },
  { subject: 'return-url', default: (answers) => `${originOf(answers['public-url'])}/` },
]

/** @throws {CommandError} saying that nothing was written, and why. */
export async function init(values: OptionValues, terminal: Terminal): Promise<void> {
  const file = values.config ?? 'relay.json'
  const { dir, name } = parse(file)
  const secrets = `${dir === '' ? '' : `${dir}/`}${name}.env`
  const given: OptionValues = { ...(values.sandbox ? sandbox.answers : {}), ...values }
  const faults = faultsOf(given).map((fault) => translateFault(terminal.language, fault))
  refuse(faults.map((text) => ['error.plain', { text }]))
  const answers = await complete(given, values.sandbox ? { ...terminal, ask: undefined } : terminal)
  const text = `${JSON.stringify(starterConfiguration(answers), null, 2)}\n`
  writeNewFiles([
    { path: file, text, mode: 0o644 },
    { path: secrets, text: starterEnvironment(answers), mode: 0o600 },
  ])
  printNextSteps(answers, file, secrets, terminal)
}

/** Asks for what no option gave, or fills in the defaults if nobody can be asked. */
async function complete(given: OptionValues, terminal: Terminal): Promise<OptionValues> {
  const { ask, language, print, say } = terminal
  const open = ({ subject, when }: Question, answers: OptionValues) =>
    !answers[subject] && when?.(answers) !== false
  if (ask === undefined) {
    const unanswered = questions.filter((question) => open(question, given))
    refuse(unanswered.flatMap(({ missing }) => (missing === undefined ? [] : [[missing] as const])))
  }
  let answers = given
  for (const question of questions) {
    const { subject, default: preset, missing } = question
    if (given[subject] !== undefined) continue
    while (open(question, answers)) {
      const byDefault = preset?.(answers) ?? ''
      const hint = byDefault === '' ? '' : ` [${byDefault}]`
      const typed = await ask?.(`${say(`init.ask.${subject as 'native'}`)}${hint}: `)
      const next = { ...answers, [subject]: typed?.trim() || byDefault }
      const faults = missing && !next[subject] ? [say(missing)] : faultsOf(next)
      for (const fault of faults) print(`  ${translateFault(language, fault)}`)
      if (faults.length > 0) continue
      answers = next
      break
    }
  }
  return answers
}

/** @returns what the relay finds wrong with these answers; a missing answer counts as right. */
function faultsOf(answers: OptionValues): readonly string[] {
  const right = {
    'public-url': 'https://m.shop.example',
    'return-url': 'https://m.shop.example/',
    ...(answers.native ? {} : { overlay: '1' }),
  }
  const given = Object.fromEntries(Object.entries(answers).filter(([, answer]) => answer))
  return configurationFaults(starterConfiguration({ ...right, ...given }))
}

function starterConfiguration(answers: OptionValues): object {
  const { native, overlay, identity, scene = 'member' } = answers
  const startedBy = starterOf(answers)
  const publicUrl = answers['public-url']
  const returnUrls = (answers['return-url'] ?? '').split(/\s+/).filter(Boolean)
  // A page of another origin than the relay's may start only if its origin is listed.
  const origins = new Set(returnUrls.map(originOf).filter(Boolean))
  origins.delete(originOf(publicUrl))
  return {
    $schema: './node_modules/@faceid-h5/relay/config.schema.json',
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

function starterOf({ identity, 'started-by': chosen }: OptionValues): string {
  return chosen ?? (identity === 'supplied' ? 'merchant' : 'browser')
}

/** Empty if the address is not one: that fault is reported for the address itself. */
function originOf(address = ''): string {
  return /^https?:/.test(address) && URL.canParse(address) ? new URL(address).origin : ''
}

/** One `NAME=value` a line, without quotes and `$`: Node, systemd and Compose read this form alike. */
function starterEnvironment(answers: OptionValues): string {
  const { protocol, hostname, port } = new URL(answers['public-url'] ?? '')
  // Over http no proxy is in front: the relay itself listens at publicUrl.
  const own = protocol === 'http:' && port !== '' ? [`PORT=${port}`] : []
  if (own.length > 0 && !/^(localhost|127\.|\[::1])/.test(hostname)) own.push('HOST=0.0.0.0')
  const credentials = answers.sandbox ? sandbox : { secretId: '', secretKey: '' }
  if (answers.sandbox) own.unshift(`FACEID_ENDPOINT=${sandbox.endpoint}`)
  const webhooks = `
# Signs webhooks: your back end verifies them with it. The store keeps the jobs of one relay; several need redis://…
WEBHOOK_SECRET=whsec_${randomBytes(32).toString('base64')}
WEBHOOK_STORE=file:faceid-webhooks
`
  return `# Secrets of the faceid-h5 relay. Keep this file out of version control.

# An API key (API 密钥) of a sub-account that may call faceid:DetectAuth and faceid:GetDetectInfoEnhanced only:
# https://console.cloud.tencent.com/cam
TENCENTCLOUD_SECRET_ID=${credentials.secretId}
TENCENTCLOUD_SECRET_KEY=${credentials.secretKey}
${own.map((line) => `${line}\n`).join('')}
# Encrypts and signs. To replace it, see "Rotate secrets" in docs/en/operations.md.
RELAY_SECRET=${randomBytes(32).toString('hex')}

# What your back end calls the relay with.
MERCHANT_API_KEY=${randomBytes(32).toString('base64url')}
${answers['webhook-url'] ? webhooks : ''}`
}

function writeNewFiles(files: readonly { path: string; text: string; mode: number }[]): void {
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
  answers: OptionValues,
  file: string,
  secrets: string,
  { print, say }: Terminal,
): void {
  const options = `--config ${quoted(file)} --env-file ${quoted(secrets)}`
  const base = (answers['public-url'] ?? '').replace(/\/+$/, '')
  const { scene = 'member' } = answers
  const byBackEnd = starterOf(answers) === 'merchant'
  const start = byBackEnd ? ' start-url="/your-back-end/start"' : ''
  const steps = [
    answers.sandbox ? 'npx @faceid-h5/sandbox' : say('init.next.credentials', { file: secrets }),
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
