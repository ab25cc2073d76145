// The one place where environment variables are read. Secrets may stand in a file instead: <NAME>_FILE.
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'

export interface EnvironmentVariables {
  secretId: string
  secretKey: string
  /** Of temporary credentials. */
  sessionToken: string | undefined
  relaySecret: string
  merchantApiKeys: string[]
  port: number
  host: string
  trustProxy: string[] | undefined
  logLevel: string
  endpoint: string | undefined
  configurationFile: string | undefined
  redisUrl: string | undefined
  metricsPort: number | undefined
  drainSeconds: number
}

/** Every variable with what it means; the README's table is checked against it. */
export const environmentVariables = {
  TENCENTCLOUD_SECRET_ID:
    'SecretId of a sub-account that may call DetectAuth and GetDetectInfoEnhanced only',
  TENCENTCLOUD_SECRET_KEY: 'its SecretKey',
  TENCENTCLOUD_SESSION_TOKEN: 'the token of temporary credentials, where these are',
  RELAY_SECRET:
    'at least 32 random bytes as base64 or hex; several for rotation, the first one seals and signs',
  MERCHANT_API_KEY:
    'what the merchant’s back end calls with, 24–200 characters; several for rotation',
  FACEID_CONFIG: 'path of the configuration file; `--config` goes before it',
  FACEID_ENDPOINT: 'http:// address of a sandbox instead of Tencent Cloud',
  REDIS_URL: 'redis:// or rediss:// address, where several relays share limits and cache',
  PORT: 'port to listen on; 8080 by default',
  HOST: 'address to listen on; 127.0.0.1 by default',
  TRUST_PROXY: 'addresses of the proxies in front, as CIDRs separated by commas',
  METRICS_PORT: 'port for Prometheus at /metrics, on the same HOST; no metrics without it',
  DRAIN_SECONDS: 'how long /readyz says 503 before a SIGTERM ends the relay; 0 by default',
  LOG_LEVEL: 'fatal, error, warn, info (the default), debug or silent',
} as const

/** May be given as `<NAME>_FILE`, the path of a file with the value. */
export const secretVariables = [
  'TENCENTCLOUD_SECRET_ID',
  'TENCENTCLOUD_SECRET_KEY',
  'TENCENTCLOUD_SESSION_TOKEN',
  'RELAY_SECRET',
  'MERCHANT_API_KEY',
  'REDIS_URL',
] as const

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'silent']

/** @throws {TypeError} listing everything that is wrong, without a value. */
export function readEnvironmentVariables(given: NodeJS.ProcessEnv): EnvironmentVariables {
  const env = withRole(given)
  const faults: string[] = []
  const secret = (name: (typeof secretVariables)[number]): string => {
    const file = env[`${name}_FILE`]
    if (file === undefined) return env[name] ?? ''
    try {
      return readFileSync(file, 'utf8').trim()
    } catch {
      faults.push(`${name}_FILE names a file that can’t be read`)
      return ''
    }
  }
  const required = (name: (typeof secretVariables)[number]): string => {
    const value = secret(name)
    // A file that can't be read has been named already.
    const named = faults.some((fault) => fault.startsWith(`${name}_FILE `))
    if (value === '' && !named)
      faults.push(`${name} (or ${name}_FILE) is not set: ${environmentVariables[name]}`)
    return value
  }
  const portOf = (name: 'PORT' | 'METRICS_PORT', usual: string): number => {
    const text = env[name] ?? usual
    if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
      faults.push(`${name} must be a number from 0 to 65535`)
    }
    return Number(text)
  }
  const port = portOf('PORT', '8080')
  const metricsPort = env.METRICS_PORT ? portOf('METRICS_PORT', '') : undefined
  if (metricsPort !== undefined && metricsPort === port && port !== 0)
    faults.push('METRICS_PORT must be another port than PORT')
  const drainSeconds = env.DRAIN_SECONDS ?? '0'
  if (!/^\d{1,3}$/.test(drainSeconds)) faults.push('DRAIN_SECONDS must be a number from 0 to 999')
  const logLevel = env.LOG_LEVEL ?? 'info'
  if (!levels.includes(logLevel)) faults.push(`LOG_LEVEL must be one of ${levels.join(', ')}`)
  const trustProxy = list(env.TRUST_PROXY)
  for (const entry of trustProxy) {
    if (!isCidr(entry)) {
      faults.push('TRUST_PROXY must be addresses or CIDRs separated by commas, such as 10.0.0.0/8')
      break
    }
  }
  const apiKeys = secret('MERCHANT_API_KEY')
  const read = {
    secretId: required('TENCENTCLOUD_SECRET_ID'),
    secretKey: required('TENCENTCLOUD_SECRET_KEY'),
    sessionToken: secret('TENCENTCLOUD_SESSION_TOKEN') || undefined,
    relaySecret: required('RELAY_SECRET'),
    merchantApiKeys: apiKeys === '' ? [] : apiKeys.split(',').map((key) => key.trim()),
    port,
    host: env.HOST ?? '127.0.0.1',
    trustProxy: trustProxy.length === 0 ? undefined : trustProxy,
    logLevel,
    endpoint: env.FACEID_ENDPOINT || undefined,
    configurationFile: env.FACEID_CONFIG || undefined,
    redisUrl: secret('REDIS_URL') || undefined,
    metricsPort,
    drainSeconds: Number(drainSeconds),
  }
  if (faults.length > 0) throw new TypeError(faults.map((fault) => `  - ${fault}`).join('\n'))
  return read
}

/** What SCF injects for the role of a function; the names of ours begin with a prefix that SCF keeps for itself. */
const injected = {
  TENCENTCLOUD_SECRET_ID: 'TENCENTCLOUD_SECRETID',
  TENCENTCLOUD_SECRET_KEY: 'TENCENTCLOUD_SECRETKEY',
  TENCENTCLOUD_SESSION_TOKEN: 'TENCENTCLOUD_SESSIONTOKEN',
}

/** All three or none: a key of one's own with the role's token would be refused. */
function withRole(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const own = Object.keys(injected).some((name) => env[name] || env[`${name}_FILE`])
  if (own) return env
  const role = Object.entries(injected).map(([name, theirs]) => [name, env[theirs]])
  return { ...env, ...Object.fromEntries(role) }
}

function isCidr(entry: string): boolean {
  const [address = '', length, ...more] = entry.split('/')
  const version = isIP(address)
  if (version === 0 || more.length > 0) return false
  return (
    length === undefined ||
    (/^\d{1,3}$/.test(length) && Number(length) <= (version === 4 ? 32 : 128))
  )
}

function list(text: string | undefined): string[] {
  return (text ?? '').split(',').flatMap((part) => (part.trim() === '' ? [] : [part.trim()]))
}
