#!/usr/bin/env node
// The command `faceid-relay`: reads what was typed, chooses a command, and ends with 1 where something is not in order.
import { parseArgs } from 'node:util'
import { doctor } from './commands/doctor.js'
import { doctorHelp, help } from './commands/help.js'
import { relayOptions } from './commands/relay-options.js'
import { run } from './commands/run.js'
import { ConfigurationError } from './configuration.js'
import { readEnvironmentVariables } from './environment-variables.js'
import { version } from './version.js'

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
  const options = {
    config: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
    version: { type: 'boolean' },
  } as const
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  const [command, ...more] = positionals
  if ((command !== undefined && command !== 'doctor') || more.length > 0) {
    console.error(`There is no command "${positionals.join(' ')}". See faceid-relay --help.`)
    process.exitCode = 1
    return
  }
  if (values.help) return console.log(command === 'doctor' ? doctorHelp : help)
  if (values.version) return console.log(version())
  const environment = readEnvironmentVariables(process.env)
  const relay = relayOptions(environment, values.config)
  if (command === undefined) return run(relay, environment)
  const { fetch } = globalThis
  const fine = await doctor(relay, { print: console.log, fetch, node: process.versions.node })
  if (!fine) process.exitCode = 1
}
