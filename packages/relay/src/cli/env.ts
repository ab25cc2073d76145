// Reads the environment variables. A blank variable counts as unset; a secret may be in a file: <NAME>_FILE.
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { parseEnv } from 'node:util'
import type { RelayOptions } from '../server/options.js'
import { CommandError, type EnvironmentName, type Message } from './messages.js'

export type EnvironmentVariables = ReturnType<typeof readEnvironmentVariables>

/** May be given as `<NAME>_FILE`, the path of a file with the value. */
export const secretVariables = [
  'TENCENTCLOUD_SECRET_ID',
  'TENCENTCLOUD_SECRET_KEY',
  'TENCENTCLOUD_SESSION_TOKEN',
  'RELAY_SECRET',
  'MERCHANT_API_KEY',
  'REDIS_URL',
  'WEBHOOK_SECRET',
  'WEBHOOK_STORE',
] as const satisfies EnvironmentName[]

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'silent']

/**
 * @param file as with Node's `--env-file`: a variable that is set goes before the file.
 * @returns the variables that are not blank, without white space around them. @throws {CommandError} if the file can't be read.
 */
export function readEnvironment(env: NodeJS.ProcessEnv, file?: string): NodeJS.ProcessEnv {
  const notBlank = (values: NodeJS.Dict<string>) =>
    Object.fromEntries(
      Object.entries(values).flatMap(([name, value]) =>
        value?.trim() ? [[name, value.trim()]] : [],
      ),
    )
  if (file === undefined) return notBlank(env)
  try {
    return { ...notBlank(parseEnv(readFileSync(file, 'utf8'))), ...notBlank(env) }
  } catch {
    throw new CommandError([['env.fileUnreadable', { file }]])
  }
}

/** @param given from `readEnvironment`. @throws {CommandError} with every fault, without a value. */
export function readEnvironmentVariables(given: NodeJS.ProcessEnv) {
  const env = withRole(given)
  const faults: Message[] = []
  for (const name of secretVariables) {
    const file = env[`${name}_FILE`]
    if (file === undefined) continue
    try {
      env[name] = readFileSync(file, 'utf8').trim()
    } catch {
      faults.push(['env.secretFileUnreadable', { name: `${name}_FILE` }])
      // Named once: it is not missing as well.
      env[name] = file
    }
  }
  const required = (name: EnvironmentName) => {
    if (!env[name]) faults.push(['env.missing', { name }])
    return env[name] ?? ''
  }
  const number = <T>(name: EnvironmentName, max: number, preset: T) => {
    const text = env[name]
    if (text === undefined) return preset
    if (!/^\d{1,5}$/.test(text) || Number(text) > max) faults.push(['env.number', { name, max }])
    return Number(text)
  }
  const port = number('PORT', 65_535, 8080)
  const metricsPort = number('METRICS_PORT', 65_535, undefined)
  if (metricsPort !== undefined && metricsPort === port && port !== 0)
    faults.push(['env.metricsPort'])
  const logLevel = env.LOG_LEVEL ?? 'info'
  if (!levels.includes(logLevel)) faults.push(['env.logLevel', { levels: levels.join(', ') }])
  const trustProxy = list(env.TRUST_PROXY)
  if (!trustProxy.every(isCidr)) faults.push(['env.trustProxy'])
  const token = env.TENCENTCLOUD_SESSION_TOKEN
  const read = {
    relay: {
      credentials: {
        secretId: required('TENCENTCLOUD_SECRET_ID'),
        secretKey: required('TENCENTCLOUD_SECRET_KEY'),
        ...(token && { token }),
      },
      relaySecret: required('RELAY_SECRET'),
      merchantApiKeys: list(env.MERCHANT_API_KEY),
      endpoint: env.FACEID_ENDPOINT,
      redisUrl: env.REDIS_URL,
      webhookSecret: env.WEBHOOK_SECRET,
      webhookStore: env.WEBHOOK_STORE,
    } satisfies Omit<RelayOptions, 'configuration'>,
    port,
    host: env.HOST ?? '127.0.0.1',
    trustProxy: trustProxy.length === 0 ? undefined : trustProxy,
    logLevel,
    configurationFile: env.FACEID_CONFIG,
    metricsPort,
    drainSeconds: number('DRAIN_SECONDS', 999, 0),
  }
  if (faults.length > 0) throw new CommandError(faults, 'error.cannotStart')
  return read
}

/** SCF reserves the prefix `TENCENTCLOUD_` and injects these names for the role of a function. */
const injected = {
  TENCENTCLOUD_SECRET_ID: 'TENCENTCLOUD_SECRETID',
  TENCENTCLOUD_SECRET_KEY: 'TENCENTCLOUD_SECRETKEY',
  TENCENTCLOUD_SESSION_TOKEN: 'TENCENTCLOUD_SESSIONTOKEN',
}

/** Takes all three or none: Tencent refuses a key together with the token of another one. */
function withRole(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const own = Object.keys(injected).some((name) => env[name] || env[`${name}_FILE`])
  if (own) return { ...env }
  const role = Object.entries(injected).map(([name, theirs]) => [name, env[theirs]])
  return { ...env, ...Object.fromEntries(role) }
}

function isCidr(entry: string): boolean {
  const [, address = '', length = '0'] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(entry) ?? []
  return isIP(address) !== 0 && Number(length) <= (isIP(address) === 4 ? 32 : 128)
}

function list(text = ''): string[] {
  return text.split(',').flatMap((part) => part.trim() || [])
}
