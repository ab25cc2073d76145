#!/usr/bin/env node
/** The command `faceid-sandbox`: a sandbox until it is interrupted. Exit 2: called wrongly. */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { isSandboxError } from './errors.js'
import { type SandboxOptions, sandboxCredential } from './options.js'
import type { Rule } from './rules.js'
import { createSandbox } from './server.js'

const usage = `faceid-sandbox: Tencent Cloud FaceID on your laptop. Not for production.

  --port <number>           default 4172; 0 for a free one
  --host <address>          default 127.0.0.1
  --allow-remote            listen on something other than loopback
  --public-url <url>        what browsers reach it under
  --rules <file>            JSON: RuleId -> settings, instead of the default ones
  --latency <ms>            before each answer of the API
  --no-frequency-caps       no "too many tries" (2018) on the hosted page
  --help, --version`

try {
  const options = readArguments()
  if (typeof options === 'string') console.log(options)
  else {
    const sandbox = await createSandbox(options)
    console.log(`FaceID sandbox (this is not Tencent): ${sandbox.publicUrl}`)
    console.log(`TENCENTCLOUD_SECRET_ID=${sandboxCredential.secretId}`)
    console.log(`TENCENTCLOUD_SECRET_KEY=${sandboxCredential.secretKey}`)
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => void sandbox.close())
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = isSandboxError(error) ? 1 : 2
}

/** Options, or the text to print instead. */
function readArguments(): SandboxOptions | string {
  const { values } = parseArgs({
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
  if (values.version) return versionOf(readJson(new URL('../package.json', import.meta.url)))
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

function versionOf(manifest: unknown): string {
  return typeof manifest === 'object' && manifest && 'version' in manifest
    ? String(manifest.version)
    : ''
}

function readJson(file: string | URL): unknown {
  return JSON.parse(readFileSync(file, 'utf8'))
}
