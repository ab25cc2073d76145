// What `faceid-relay init` writes: a starter configuration, and an environment file with new secrets of 256 bits.
import { ConfigurationError, readConfiguration } from '../config/load.js'
import { configurationSchemaUrl } from '../config/schema.js'
import type { Answers } from './questions.js'

export function starterConfiguration(answers: Answers): object {
  const { publicUrl, scene = 'member', native = '', overlay = '', returnUrls = '' } = answers
  const { startedBy = 'merchant', identity = 'captured' } = answers
  const addresses = returnUrls.split(/\s+/).filter((url) => url !== '')
  // A page ends where it began. Those of another origin than the relay's may start only if they are listed.
  const elsewhere = startedBy === 'browser' ? foreignOrigins(addresses, publicUrl) : []
  return {
    $schema: configurationSchemaUrl,
    publicUrl,
    ...(elsewhere.length === 0 ? {} : { allowedOrigins: elsewhere }),
    scenes: {
      [scene]: {
        rules: {
          ...(native === '' ? {} : { native }),
          ...(overlay === '' ? {} : { overlay }),
        },
        startedBy,
        identity,
        returnUrls: addresses,
      },
    },
  }
}

function foreignOrigins(addresses: readonly string[], publicUrl = ''): string[] {
  const own = originOf(publicUrl)
  const origins = addresses.map(originOf).filter((origin) => origin !== '' && origin !== own)
  return [...new Set(origins)]
}

/** Empty where the address is none: that is said of the address itself. */
function originOf(address: string): string {
  const readable = /^https?:/.test(address) && URL.canParse(address)
  return readable ? new URL(address).origin : ''
}

/** @returns what the relay would say of these answers; what is not answered yet counts as right. */
export function starterFaults(answers: Answers): readonly string[] {
  const right = {
    publicUrl: 'https://m.shop.example',
    returnUrls: 'https://m.shop.example/',
    ...(answers.native ? {} : { overlay: '1' }),
  }
  try {
    readConfiguration(starterConfiguration({ ...right, ...answers }))
    return []
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults
    throw error
  }
}

/**
 * One `NAME=value` a line, without quotes and without `$`: the form that Node's --env-file, systemd's EnvironmentFile
 * and Compose's env_file read alike.
 */
export function starterEnvironment(randomBytes: (size: number) => Buffer): string {
  return `# Secrets of the faceid-h5 relay. Keep this file out of version control.

# An API key of a sub-account that may call faceid:DetectAuth and faceid:GetDetectInfoEnhanced and nothing else:
# https://console.cloud.tencent.com/cam
TENCENTCLOUD_SECRET_ID=
TENCENTCLOUD_SECRET_KEY=

# Seals and signs. To replace it, see "Rotating" in the README.
RELAY_SECRET=${randomBytes(32).toString('hex')}

# What your back end calls the relay with.
MERCHANT_API_KEY=${randomBytes(32).toString('base64url')}
`
}
