/** The command `faceid-sandbox`: starts a sandbox as its arguments say, or prints why it does not. */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { compareRehearsal } from './compare.js'
import { isSandboxError } from './errors.js'
import { type SandboxOptions, sandboxCredential } from './options.js'
import type { Rule } from './rules.js'
import { createSandbox, type Sandbox } from './server.js'

export interface CommandOutcome {
  /** 1: it could not start. 2: it was called wrongly. */
  exitCode: 0 | 1 | 2
  output: string
  sandbox?: Sandbox
}

export async function runCommand(args: readonly string[]): Promise<CommandOutcome> {
  try {
    if (args[0] === 'compare') return compare(args.slice(1))
    const options = readArguments(args)
    if (typeof options === 'string') return { exitCode: 0, output: options }
    const sandbox = await createSandbox(options)
    return { exitCode: 0, output: greeting(sandbox), sandbox }
  } catch (error) {
    const output = error instanceof Error ? error.message : String(error)
    return { exitCode: isSandboxError(error) ? 1 : 2, output }
  }
}

const usage = `faceid-sandbox: Tencent Cloud FaceID on your laptop. Not for production.

  --port <number>           default 4172; 0 for a free one
  --host <address>          default 127.0.0.1
  --allow-remote            listen on something other than loopback
  --public-url <url>        what browsers reach it under
  --rules <file>            JSON: RuleId -> settings, instead of the default ones
  --latency <ms>            before each answer of the API
  --no-frequency-caps       no "too many tries" (2018) on the hosted page
  --help, --version

faceid-sandbox compare <file>: lists where this sandbox differs from what
\`faceid-relay rehearse\` recorded. Ends with 1 if it does.`

function greeting({ publicUrl }: Sandbox): string {
  return `FaceID sandbox (this is not Tencent): ${publicUrl}
TENCENTCLOUD_SECRET_ID=${sandboxCredential.secretId}
TENCENTCLOUD_SECRET_KEY=${sandboxCredential.secretKey}`
}

function compare([file, ...more]: readonly string[]): CommandOutcome {
  if (file === undefined || more.length > 0) return { exitCode: 2, output: usage }
  const differences = compareRehearsal(readJson(file))
  if (differences.length === 0)
    return { exitCode: 0, output: 'The sandbox does not differ from this record.' }
  const lines = differences.map(
    ({ where, recorded, sandbox }) => `${where}\n    recorded: ${recorded}   sandbox: ${sandbox}`,
  )
  return { exitCode: 1, output: lines.join('\n') }
}

/** Options, or the text to print instead. */
function readArguments(args: readonly string[]): SandboxOptions | string {
  const { values } = parseArgs({
    args: [...args],
    options: {
      host: { type: 'string' },
      port: { type: 'string', default: '4172' },
      'public-url': { type: 'string' },
      'allow-remote': { type: 'boolean', default: false },
      rules: { type: 'string' },
      latency: { type: 'string', default: '0' },
      'no-frequency-caps': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
      version: { type: 'boolean', default: false },
    },
  })
  if (values.help) return usage
  if (values.version) return version()
  return {
    port: Number(values.port),
    allowRemote: values['allow-remote'],
    latencyMs: Number(values.latency),
    frequencyCaps: !values['no-frequency-caps'],
    ...(values.host !== undefined && { host: values.host }),
    ...(values['public-url'] !== undefined && { publicUrl: values['public-url'] }),
    // Whatever the file holds: the options are checked before anything starts.
    ...(values.rules !== undefined && { rules: readJson(values.rules) as Record<string, Rule> }),
  }
}

function version(): string {
  const manifest = readJson(new URL('../package.json', import.meta.url))
  const known = typeof manifest === 'object' && manifest !== null && 'version' in manifest
  return known ? String(manifest.version) : 'unknown'
}

/** @throws {Error} that names the file. */
function readJson(file: string | URL): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    const cause = error instanceof SyntaxError ? 'it is not JSON' : 'it cannot be read'
    throw new Error(`${file}: ${cause}. Check the path and the content.`)
  }
}
