#!/usr/bin/env node
// The command `faceid-relay`: reads environment and configuration file, listens, and drains on SIGTERM.
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import closeWithGrace from 'close-with-grace'
import { collectDefaultMetrics, Registry } from 'prom-client'
import { createApp } from './app.js'
import { ConfigurationError } from './configuration.js'
import { environmentVariables, readEnvironmentVariables } from './environment-variables.js'
import { serveMetrics } from './metrics-server.js'

const help = `faceid-relay: Tencent Cloud FaceID for your H5 pages

  faceid-relay --config <file>   runs the relay
  faceid-relay --help            shows this
  faceid-relay --version         shows the version

Environment (secrets also as <NAME>_FILE):
${Object.entries(environmentVariables)
  .map(([name, meaning]) => `  ${name.padEnd(27)} ${meaning}`)
  .join('\n')}
`

await main().catch((error: unknown) => {
  const expected = error instanceof ConfigurationError || error instanceof TypeError
  const code =
    typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') console.error('The port is taken. Set PORT to a free one.')
  else if (code === 'EADDRNOTAVAIL') console.error('HOST is no address of this machine.')
  else if (expected) console.error(`faceid-relay can’t start:\n${error.message}`)
  else console.error(error)
  process.exitCode = 1
})

async function main(): Promise<void> {
  const options = {
    config: { type: 'string' },
    help: { type: 'boolean' },
    version: { type: 'boolean' },
  } as const
  const { values } = parseArgs({ options })
  if (values.help) return console.log(help)
  if (values.version) return console.log(version())
  const environment = readEnvironmentVariables(process.env)
  const { endpoint, host, logLevel, merchantApiKeys, port, relaySecret, trustProxy } = environment
  const { secretId, secretKey, sessionToken, redisUrl, metricsPort, drainSeconds } = environment
  const metrics = metricsPort === undefined ? undefined : new Registry()
  const app = await createApp({
    configuration: readConfigurationFile(values.config ?? environment.configurationFile),
    credentials: {
      secretId,
      secretKey,
      ...(sessionToken === undefined ? {} : { token: sessionToken }),
    },
    relaySecret,
    merchantApiKeys,
    drainFor: drainSeconds * 1_000,
    ...(redisUrl === undefined ? {} : { redisUrl }),
    ...(metrics === undefined ? {} : { metrics }),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(trustProxy === undefined ? {} : { trustProxy }),
    logger: { level: logLevel },
  })
  const delay = drainSeconds * 1_000 + 10_000
  const grace = closeWithGrace({ delay, logger: app.log }, async () => app.close())
  try {
    if (metrics !== undefined && metricsPort !== undefined) {
      collectDefaultMetrics({ register: metrics })
      const server = await serveMetrics(metrics, host, metricsPort)
      app.addHook('onClose', () => server.close())
      app.log.info(`metrics are at ${server.url}`)
    }
    await app.listen({
      port,
      host,
      listenTextResolver: (address) => `the relay listens at ${address}`,
    })
  } catch (error) {
    // While it waits, a start that failed would end with 0.
    grace.uninstall()
    throw error
  }
}

function readConfigurationFile(file: string | undefined): unknown {
  if (file === undefined)
    throw new TypeError('  - no configuration file: give --config <file> or FACEID_CONFIG')
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    throw new TypeError(`  - the configuration file ${file} can’t be read`)
  }
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new TypeError(
      `  - the configuration file ${file} is not JSON: ${(error as Error).message}`,
    )
  }
}

function version(): string {
  const manifest: unknown = JSON.parse(
    readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
  )
  return String((manifest as { version: unknown }).version)
}
