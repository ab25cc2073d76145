#!/usr/bin/env node
// The command `faceid-relay`: reads what was typed, chooses a command, and ends with 1 where something is not in order.
import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import { ConfigurationError } from '../config/load.js'
import { version } from '../version.js'
import { type EnvironmentVariables, readEnvironmentVariables } from './env.js'
import { environmentOf } from './environment-file.js'
import { doctorHelp, healthHelp, help, initHelp } from './help.js'
import { readInitArguments } from './init-arguments.js'
import { relayOptions } from './options.js'
import { openTerminal } from './terminal.js'

const helps = { doctor: doctorHelp, health: healthHelp }

await main(process.argv.slice(2)).catch((error: unknown) => {
  const expected = error instanceof ConfigurationError || error instanceof TypeError
  const code =
    typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  if (code === 'EADDRINUSE') console.error('The port is taken. Set PORT to a free one.')
  else if (code === 'EADDRNOTAVAIL') console.error('HOST is no address of this machine.')
  else if (code.startsWith('ERR_PARSE_ARGS') && expected) {
    // Node goes on to explain how to type a file name that begins with a dash.
    console.error(`${error.message.split('. ')[0]}. See faceid-relay --help.`)
  } else if (expected) console.error(`faceid-relay can’t start:\n${error.message}`)
  else console.error(error)
  process.exitCode = 1
})

async function main(args: string[]): Promise<void> {
  if (args[0] === 'init') return initialise(args.slice(1))
  const options = {
    config: { type: 'string' },
    'env-file': { type: 'string' },
    help: { type: 'boolean', short: 'h' },
    version: { type: 'boolean' },
  } as const
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  const [command, ...more] = positionals
  if ((command !== undefined && !isCommand(command)) || more.length > 0) {
    const first = command === 'init' ? 'init comes before its flags' : undefined
    const said = first ?? `There is no command "${positionals.join(' ')}"`
    console.error(`${said}. See faceid-relay --help.`)
    process.exitCode = 1
    return
  }
  if (values.help) return console.log(command === undefined ? help : helps[command])
  if (values.version) return console.log(version())
  const environment = readEnvironment(values['env-file'])
  const relay = relayOptions(environment, values.config)
  const { fetch } = globalThis
  // Each loads only what it needs: a container asks for its health every few seconds.
  if (command === undefined) return (await import('./run.js')).run(relay, environment)
  const print = console.log
  const fine =
    command === 'health'
      ? await (await import('./health.js')).health(relay.configuration, environment, fetch)
      : await (await import('./doctor.js')).doctor(relay, {
          print,
          fetch,
          node: process.versions.node,
        })
  if (!fine) process.exitCode = 1
}

/** Who has just run `init` and leaves the file out is told. */
function readEnvironment(file: string | undefined): EnvironmentVariables {
  try {
    return readEnvironmentVariables(environmentOf(file, process.env))
  } catch (error) {
    if (!(error instanceof TypeError) || file !== undefined || !/ is not set/.test(error.message))
      throw error
    const hint = 'Do they stand in a file, such as the one that init writes? Add --env-file <file>.'
    throw new TypeError(`${error.message}\n${hint}`)
  }
}

async function initialise(args: string[]): Promise<void> {
  const { answers, file, help } = readInitArguments(args)
  if (help) return console.log(initHelp)
  const { init } = await import('./init.js')
  const terminal = openTerminal(process.stdin, process.stdout)
  const ask = terminal === undefined ? {} : { ask: terminal.ask }
  // As it was typed: what npx has fetched is on no PATH.
  const command = process.env.npm_command === 'exec' ? 'npx @faceid-h5/relay' : 'faceid-relay'
  const written = await init(answers, file, { print: console.log, randomBytes, command, ...ask })
  terminal?.close()
  if (!written) process.exitCode = 1
}

function isCommand(word: string): word is keyof typeof helps {
  return Object.hasOwn(helps, word)
}
