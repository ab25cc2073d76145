// What the commands have in common: the relay's options out of the environment and the configuration file.
import { readFileSync } from 'node:fs'
import type { RelayOptions } from '../server/context.js'
import type { EnvironmentVariables } from './env.js'

/** @throws {TypeError} where the file can't be read or is not JSON. */
export function relayOptions(
  environment: EnvironmentVariables,
  configurationFile: string | undefined,
): RelayOptions {
  const { endpoint, merchantApiKeys, redisUrl, relaySecret } = environment
  const { secretId, secretKey, sessionToken } = environment
  return {
    configuration: readConfigurationFile(configurationFile ?? environment.configurationFile),
    credentials: {
      secretId,
      secretKey,
      ...(sessionToken === undefined ? {} : { token: sessionToken }),
    },
    relaySecret,
    merchantApiKeys,
    ...(redisUrl === undefined ? {} : { redisUrl }),
    ...(endpoint === undefined ? {} : { endpoint }),
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
    // The parser's own words would quote the file, which may be the wrong one.
    const position = /position (\d+)/.exec(String(error))?.[1]
    const where =
      position === undefined
        ? ''
        : `, at line ${text.slice(0, Number(position)).split('\n').length}`
    throw new TypeError(`  - the configuration file ${file} is not JSON${where}`)
  }
}
