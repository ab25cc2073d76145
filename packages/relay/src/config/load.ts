// Reads the relay's configuration file: fills in the defaults, or says everything that is wrong with it at once.
import type { Mode } from '@faceid-h5/protocol'
import {
  type ConfigurationFile,
  type ConfiguredScene,
  configurationSchema,
  defaultLimits,
  hostedPageHosts,
  type KeyScenes,
  type Limits,
  sceneDefaults,
} from './schema.js'
import { createCheck, type Fault } from './validate.js'

/** One scene with every default filled in. */
export type SceneConfiguration = Required<
  Omit<ConfiguredScene, 'intention' | 'rules' | 'webhookUrl'>
> &
  Pick<ConfiguredScene, 'intention' | 'webhookUrl'> & { rules: Partial<Record<Mode, string>> }

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

const check = createCheck(configurationSchema, { whole: 'the configuration', safe: /^.{1,100}$/s })

/** @throws {ConfigurationError} with everything that is wrong. */
export function readConfiguration(file: unknown): Configuration {
  const shape = check(file)
  if (shape.some((fault) => fault.path === ''))
    throw new ConfigurationError(shape.map((fault) => fault.text))
  // Safe: checked against the schema just now; what is not as it should be, nobody reads.
  const configuration = file as ConfigurationFile
  const right = rightParts(shape)
  const faults = [
    ...shape.map((fault) => fault.text),
    ...addressFaults(configuration, right),
    ...sceneFaults(configuration, right),
    ...keyFaults(configuration, right),
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
      Object.entries(configuration.scenes).map(([name, scene]) => [
        name,
        withDefaults(scene, configuration.webhookUrl),
      ]),
    ),
  }
}

function withDefaults(scene: ConfiguredScene, webhookUrl?: string): SceneConfiguration {
  return { ...sceneDefaults, ...(webhookUrl === undefined ? {} : { webhookUrl }), ...scene }
}

/** Tells whether the schema finds no fault at a path, in it or around it: what follows may read it then. */
type RightParts = (path: string) => boolean

function rightParts(faults: readonly Fault[]): RightParts {
  const within = (inner: string, outer: string) => inner === outer || inner.startsWith(`${outer}.`)
  return (path) => !faults.some((fault) => within(fault.path, path) || within(path, fault.path))
}

function addressFaults(file: ConfigurationFile, right: RightParts): string[] {
  const faults: string[] = []
  if (right('publicUrl')) faults.push(...publicUrlFaults(file.publicUrl))
  if (right('webhookUrl')) faults.push(...webhookUrlFaults('webhookUrl', file.webhookUrl))
  if (right('allowedOrigins')) faults.push(...originFaults(file.allowedOrigins ?? []))
  return faults
}

function publicUrlFaults(publicUrl: string): string[] {
  const fault = addressFault(publicUrl)
  if (fault !== undefined) return [`publicUrl ${fault}`]
  if (/[?#]/.test(publicUrl)) return ['publicUrl must have no query and no fragment']
  if (new URL(publicUrl).href.length > 300) return ['publicUrl must have at most 300 characters']
  return []
}

/** The events hold result tokens: http is for loopback only. */
function webhookUrlFaults(path: string, url: string | undefined): string[] {
  if (url === undefined) return []
  const wrong = addressFault(url)
  if (wrong !== undefined) return [`${path} ${wrong}`]
  const { protocol, hostname } = new URL(url)
  const loopback = /^(localhost|\[::1]|127(\.\d+){3})$/.test(hostname)
  return protocol === 'https:' || loopback
    ? []
    : [`${path} must begin with https:// (http is for loopback only)`]
}

function originFaults(allowedOrigins: readonly string[]): string[] {
  return allowedOrigins.flatMap((origin, index) => {
    const path = `allowedOrigins.${index}`
    const wrong = addressFault(origin)
    if (wrong !== undefined) return [`${path} ${wrong}`]
    const alone = new URL(origin).origin
    return alone === origin ? [] : [`${path} must be an origin alone: write ${alone}`]
  })
}

function sceneFaults({ scenes }: ConfigurationFile, right: RightParts): string[] {
  return scenesOf(scenes).flatMap(([name, scene]) => {
    const faults: string[] = []
    const at = `scenes.${name}`
    const returnUrls = right(`${at}.returnUrls`) ? scene.returnUrls : []
    returnUrls.forEach((url, index) => {
      const path = `${at}.returnUrls.${index}`
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
    const webhookUrl = right(`${at}.webhookUrl`) ? scene.webhookUrl : undefined
    faults.push(...webhookUrlFaults(`${at}.webhookUrl`, webhookUrl))
    if (scene.startedBy === 'browser' && scene.identity === 'supplied') {
      faults.push(
        `${at}: "identity": "supplied" needs "startedBy": "merchant", since name and number must not come from a browser`,
      )
    }
    return faults
  })
}

/** Those that are objects at all; the schema has a word for the others. */
function scenesOf(scenes: unknown): [string, ConfiguredScene][] {
  const isObject = (value: unknown) => typeof value === 'object' && value !== null
  return Object.entries(isObject(scenes) ? (scenes as object) : {}).filter(([, scene]) =>
    isObject(scene),
  )
}

function keyFaults({ apiKeys = {}, scenes }: ConfigurationFile, right: RightParts): string[] {
  if (!right('apiKeys') || !right('scenes')) return []
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
