// The commands, their options, and the help made of both.
import { type ParseArgsConfig, parseArgs } from 'node:util'
import { nearest } from '../config/nearest.js'
import { CommandError, environmentNames, type Message, type Say, type TextKey } from './messages.js'

/** Option name → its value as the help shows it; an empty one means a flag. */
const options = {
  config: '<file>',
  'env-file': '<file>',
  lang: 'zh|en',
  help: '',
  version: '',
  'public-url': '<url>',
  native: '<RuleId>',
  overlay: '<RuleId>',
  'started-by': 'browser|merchant',
  'return-url': '<url>',
  scene: '<name>',
  identity: 'captured|supplied',
  sandbox: '',
  mode: 'native|overlay',
  output: '<file>',
  later: '',
  'webhook-url': '<url>',
} as const

export type OptionName = keyof typeof options
export type OptionValues = Partial<Record<OptionName, string>>

const relay: readonly OptionName[] = ['config', 'env-file']
/** Command → the options that it takes; every command takes `--lang` and `--help`. */
const commands = {
  run: relay,
  init: [
    'config',
    'public-url',
    'native',
    'overlay',
    'started-by',
    'return-url',
    'scene',
    'identity',
    'sandbox',
    'webhook-url',
  ],
  doctor: relay,
  rehearse: [...relay, 'scene', 'mode', 'output', 'later'],
  webhooks: relay,
  health: ['config'],
} as const satisfies Record<string, readonly OptionName[]>

export type Command = keyof typeof commands
// Safe: the keys are those of the table.
const commandNames = Object.keys(commands) as Command[]

const shared: readonly OptionName[] = ['lang', 'help', 'version']

/** @returns the values as typed; a flag is `'true'`, a repeated `--return-url` is joined by spaces. @throws {CommandError} */
export function parseCommandLine(args: readonly string[]) {
  const { values, positionals } = parse(args)
  const [word, ...words] = positionals
  const command = commandNames.find((name) => name === (word ?? 'run'))
  const [extra] = words
  if (command === undefined) throw unknown('usage.unknownCommand', word ?? '', commandNames)
  if (extra !== undefined && command !== 'webhooks')
    throw new CommandError([['usage.extraWord', { word: extra }]])
  const allowed: readonly string[] = [...commands[command], ...shared]
  const foreign = Object.keys(values).find((name) => !allowed.includes(name))
  if (foreign !== undefined)
    throw new CommandError([['usage.foreignOption', { option: `--${foreign}`, command }]])
  const read = Object.entries(values).map(([name, value]) => [name, [value].flat().join(' ')])
  const joined: OptionValues = Object.fromEntries(read)
  return { command, named: word !== undefined, words, values: joined }
}

function parse(args: readonly string[]) {
  const parsed: NonNullable<ParseArgsConfig['options']> = {}
  for (const [name, value] of Object.entries(options))
    parsed[name] = { type: value === '' ? 'boolean' : 'string', multiple: name === 'return-url' }
  parsed.help = { type: 'boolean', short: 'h' }
  try {
    return parseArgs({ args: [...args], options: parsed, allowPositionals: true })
  } catch (error) {
    const option = /'(-[^ ']+)/.exec(String(error))?.[1] ?? ''
    if (!String(error).includes('Unknown option'))
      throw new CommandError([['usage.optionValue', { option }]])
    const names = Object.keys(options).map((name) => `--${name}`)
    throw unknown('usage.unknownOption', option, names)
  }
}

function unknown(key: TextKey, word: string, known: readonly string[]): CommandError {
  return new CommandError([[key, { word }], ...didYouMean(word, known)])
}

/** @returns the message that suggests a known word, if one is near. */
export function didYouMean(word: string, known: readonly string[]): Message[] {
  const meant = nearest(word, known)
  return meant === undefined ? [] : [['usage.didYouMean', { word: meant }]]
}

/** @param command undefined for the help of the whole program. */
export function help(say: Say, command?: Command): string {
  const column = (name: string, text: string) => `  ${name.padEnd(30)} ${text}`
  const optionLine = (name: OptionName) =>
    column(`--${name} ${options[name]}`, say(`option.${name}`))
  if (command !== undefined) {
    const own: readonly OptionName[] = [...commands[command], 'lang']
    return `faceid-relay${command === 'run' ? '' : ` ${command}`}: ${say(`command.${command}`)}

${own.map(optionLine).join('\n')}

${say(`help.${command}`)}`
  }
  const commandLine = (name: Command) =>
    column(`faceid-relay ${name === 'run' ? '' : name}`, say(`command.${name}`))
  return `${say('help.title')}

${commandNames.map(commandLine).join('\n')}

${[...relay, ...shared].map(optionLine).join('\n')}

${say('help.environment')}
${environmentNames.map((name) => column(name, say(`env.${name}`))).join('\n')}`
}
