#!/usr/bin/env node
// The command `faceid-relay`. Each command loads only what it needs: a container runs `health` every few seconds.
import { help, parseCommandLine } from './arguments.js'
import { CommandError, languageOf, type Say, translate, translateMessage } from './messages.js'

const args = process.argv.slice(2)
// Before the arguments are parsed, so that a mistake in them is reported in the right language too.
const chosen = /(?:^|\n)--lang[\n=](\w+)/.exec(args.join('\n'))?.[1]
const language = languageOf(chosen, process.env)
const say: Say = (key, values) => translate(language, key, values)

const fine = await main().catch(async (error: unknown) => {
  for (const line of await report(error)) console.error(line)
  return false
})
if (fine === false) process.exitCode = 1

/** @returns false if the command has found something to fix. */
async function main(): Promise<unknown> {
  const { command, named, words, values } = parseCommandLine(args)
  if (values.help) return console.log(help(say, named ? command : undefined))
  if (values.version) return console.log((await import('../version.js')).version)
  if (command === 'health') return (await import('./health.js')).health(process.env, values.config)
  const terminal = (await import('./terminal.js')).openTerminal(language)
  if (command === 'init') return (await import('./init.js')).init(values, terminal)
  const { readEnvironment, readEnvironmentVariables } = await import('./env.js')
  const { readJsonFile } = await import('./json-file.js')
  const environment = readEnvironmentVariables(readEnvironment(process.env, values['env-file']))
  const file = values.config ?? environment.configurationFile
  const options = { ...environment.relay, configuration: await readJsonFile(file) }
  if (command === 'run') return (await import('./run.js')).run(options, environment)
  if (command === 'doctor')
    return (await import('./doctor.js')).doctor(options, environment, terminal)
  if (command === 'webhooks')
    return (await import('./webhooks.js')).webhooks(words, options, terminal)
  const { rehearse } = await import('./rehearse.js')
  const stop = new AbortController()
  // A second Ctrl-C ends the process as usual.
  process.once('SIGINT', () => stop.abort())
  return rehearse(options, values, terminal, { signal: stop.signal, intervalMs: 2_000 })
}

async function report(error: unknown): Promise<string[]> {
  if (error instanceof CommandError) {
    const lines = error.messages.map((message) => translateMessage(language, message))
    if (error.heading === undefined) return lines
    return [say(error.heading), ...lines.map((line) => `  - ${line}`)]
  }
  const { ConfigurationError } = await import('../config/load.js')
  if (error instanceof ConfigurationError)
    return report(new CommandError(error.faults, 'error.cannotStart'))
  return [error instanceof Error ? (error.stack ?? error.message) : String(error)]
}
