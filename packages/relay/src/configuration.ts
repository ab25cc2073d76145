// Reads the relay's configuration file: fills in the defaults, or says everything that is wrong with it at once.
import type { Mode } from '@faceid-h5/protocol'
import type { KeyScenes } from './api-keys.js'
import {
  type ConfigurationFile,
  ConfigurationSchema,
  type ConfiguredScene,
  defaultLimits,
  sceneDefaults,
} from './configuration-schema.js'
import { createCheck } from './faults.js'
import { hostedPageHosts } from './hosted-page-url.js'

/** One scene with every default filled in. */
export type SceneConfiguration = Required<Omit<ConfiguredScene, 'intention' | 'rules'>> &
  Pick<ConfiguredScene, 'intention'> & { rules: Partial<Record<Mode, string>> }

export type Limits = typeof defaultLimits

export interface Configuration {
  publicUrl: URL
  /** `publicUrl` without a slash at its end. */
  base: string
  allowedOrigins: ReadonlySet<string>
  hostedPageHosts: readonly string[]
  limits: Limits
  apiKeys: KeyScenes
  scenes: ReadonlyMap<string, SceneConfiguration>
}

export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError'
  /** One sentence each, with its path. */
  readonly faults: readonly string[]
  constructor(faults: readonly string[]) {
    super(`The configuration is not in order:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`)
    this.faults = faults
  }
}

const check = createCheck(ConfigurationSchema, 'shown')

/** @throws {ConfigurationError} with everything that is wrong. */
export function readConfiguration(file: unknown): Configuration {
  const shape = check(file).map((fault) => fault.text)
  if (shape.length > 0) throw new ConfigurationError(shape)
  // Safe: checked against the schema just now.
  const configuration = file as ConfigurationFile
  const faults = [
    ...addressFaults(configuration),
    ...sceneFaults(configuration),
    ...keyFaults(configuration),
  ]
  if (faults.length > 0) throw new ConfigurationError(faults)
  const publicUrl = new URL(configuration.publicUrl)
  return {
    publicUrl,
    base: publicUrl.href.replace(/\/+$/, ''),
    allowedOrigins: new Set([publicUrl.origin, ...(configuration.allowedOrigins ?? [])]),
    hostedPageHosts: configuration.hostedPageHosts ?? hostedPageHosts,
    apiKeys: configuration.apiKeys ?? {},
    limits: { ...defaultLimits, ...configuration.limits },
    scenes: new Map(
      Object.entries(configuration.scenes).map(([name, scene]) => [name, withDefaults(scene)]),
    ),
  }
}

function withDefaults(scene: ConfiguredScene): SceneConfiguration {
  return { ...sceneDefaults, ...scene }
}

function addressFaults({ publicUrl, allowedOrigins = [] }: ConfigurationFile): string[] {
  const faults: string[] = []
  const fault = addressFault(publicUrl)
  if (fault !== undefined) faults.push(`publicUrl ${fault}`)
  else if (/[?#]/.test(publicUrl)) faults.push('publicUrl must have no query and no fragment')
  else if (new URL(publicUrl).href.length > 300)
    faults.push('publicUrl must have at most 300 characters')
  allowedOrigins.forEach((origin, index) => {
    const path = `allowedOrigins.${index}`
    const wrong = addressFault(origin)
    if (wrong !== undefined) faults.push(`${path} ${wrong}`)
    else if (new URL(origin).origin !== origin) {
      faults.push(`${path} must be an origin alone: write ${new URL(origin).origin}`)
    }
  })
  return faults
}

function sceneFaults({ scenes }: ConfigurationFile): string[] {
  return Object.entries(scenes).flatMap(([name, scene]) => {
    const faults: string[] = []
    scene.returnUrls.forEach((url, index) => {
      const path = `scenes.${name}.returnUrls.${index}`
      const wrong = addressFault(url)
      if (wrong !== undefined) faults.push(`${path} ${wrong}`)
      else if (
        /[?#\\]|%2e|%2f|%5c/i.test(url) ||
        new URL(url).href.replace(/\/$/, '') !== url.replace(/\/$/, '')
      ) {
        faults.push(
          `${path} must be an address in its plain form, without query and fragment: write ${plain(url)}`,
        )
      }
    })
    if (scene.startedBy === 'browser' && scene.identity === 'supplied') {
      faults.push(
        `scenes.${name}: "identity": "supplied" needs "startedBy": "merchant", since name and number must not come from a browser`,
      )
    }
    return faults
  })
}

function keyFaults({ apiKeys = {}, scenes }: ConfigurationFile): string[] {
  return Object.entries(apiKeys).flatMap(([name, key]) =>
    key.scenes
      .filter((scene) => !Object.hasOwn(scenes, scene))
      .map((scene) => `apiKeys.${name}.scenes: there is no scene ${scene}`),
  )
}

function plain(url: string): string {
  const { origin, pathname } = new URL(url)
  return origin + pathname
}

/** http is for loopback and for private addresses of a developer's network. */
function addressFault(address: string): string | undefined {
  if (!URL.canParse(address) || !/^https?:\/\//.test(address)) {
    return 'must be a complete address that begins with https://'
  }
  const { protocol, hostname, username, password } = new URL(address)
  if (username !== '' || password !== '') return 'must not hold a user name or password'
  if (protocol === 'https:' || isLocal(hostname)) return undefined
  return 'must begin with https:// (http is for loopback and private addresses only)'
}

function isLocal(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname === '[::1]' ||
    /^(127|10)(\.\d+){3}$|^192\.168(\.\d+){2}$|^172\.(1[6-9]|2\d|3[01])(\.\d+){2}$/.test(hostname)
  )
}
