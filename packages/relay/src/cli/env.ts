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
] as const satisfies readonly EnvironmentName[]

type SecretName = (typeof secretVariables)[number]

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'silent']

/**
 * @param file as with Node's `--env-file`: a variable that is set goes before the file.
 * @returns the variables that are not blank. @throws {CommandError} if the file can't be read.
 */
export function readEnvironment(env: NodeJS.ProcessEnv, file?: string): NodeJS.ProcessEnv {
  const notBlank = (values: NodeJS.Dict<string>) =>
    Object.fromEntries(Object.entries(values).filter(([, value]) => value?.trim()))
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
  const secret = (name: SecretName): string | undefined => {
    const file = env[`${name}_FILE`]
    if (file === undefined) return env[name]
    try {
      return readFileSync(file, 'utf8').trim()
    } catch {
      faults.push(['env.secretFileUnreadable', { name: `${name}_FILE` }])
      // Named once: it is not missing as well.
      return `${name}_FILE`
    }
  }
  const required = (name: SecretName): string => {
    const value = secret(name) || ''
    if (value === '') faults.push(['env.missing', { name }])
    return value
  }
  const number = (name: 'PORT' | 'METRICS_PORT' | 'DRAIN_SECONDS', max: number, text: string) => {
    if (!/^\d{1,5}$/.test(text) || Number(text) > max) faults.push(['env.number', { name, max }])
    return Number(text)
  }
  const port = number('PORT', 65_535, env.PORT ?? '8080')
  const metricsPort =
    env.METRICS_PORT === undefined ? undefined : number('METRICS_PORT', 65_535, env.METRICS_PORT)
  if (metricsPort !== undefined && metricsPort === port && port !== 0)
    faults.push(['env.metricsPort'])
  const logLevel = env.LOG_LEVEL ?? 'info'
  if (!levels.includes(logLevel)) faults.push(['env.logLevel', { levels: levels.join(', ') }])
  const trustProxy = list(env.TRUST_PROXY)
  if (!trustProxy.every(isCidr)) faults.push(['env.trustProxy'])
  const token = secret('TENCENTCLOUD_SESSION_TOKEN')
  const read = {
    relay: {
      credentials: {
        secretId: required('TENCENTCLOUD_SECRET_ID'),
        secretKey: required('TENCENTCLOUD_SECRET_KEY'),
        ...(token && { token }),
      },
      relaySecret: required('RELAY_SECRET'),
      merchantApiKeys: list(secret('MERCHANT_API_KEY')),
      endpoint: env.FACEID_ENDPOINT,
      redisUrl: secret('REDIS_URL'),
      webhookSecret: secret('WEBHOOK_SECRET'),
      webhookStore: secret('WEBHOOK_STORE'),
    } satisfies Omit<RelayOptions, 'configuration'>,
    port,
    host: env.HOST ?? '127.0.0.1',
    trustProxy: trustProxy.length === 0 ? undefined : trustProxy,
    logLevel,
    configurationFile: env.FACEID_CONFIG,
    metricsPort,
    drainSeconds: number('DRAIN_SECONDS', 999, env.DRAIN_SECONDS ?? '0'),
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
  if (own) return env
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
