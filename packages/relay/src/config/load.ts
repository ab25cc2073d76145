// Reads the relay's configuration file: fills in the defaults, or reports everything that is wrong with it at once.
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
import { createCheck } from './validate.js'

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
  /** @param faults one sentence each, with its path. */
  constructor(readonly faults: readonly string[]) {
    super(`The configuration is not in order:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`)
  }
}

const check = createCheck(configurationSchema, { whole: 'the configuration', safe: /^.{1,100}$/s })

/** @returns one sentence for each fault, with its path. */
export function configurationFaults(file: unknown): string[] {
  return [...check(file).map(({ text }) => text), ...ruleFaults(members(file))]
}

/** @throws {ConfigurationError} with everything that is wrong. */
export function readConfiguration(file: unknown): Configuration {
  const faults = configurationFaults(file)
  if (faults.length > 0) throw new ConfigurationError(faults)
  // Safe: checked against the schema just now.
  const configuration = file as ConfigurationFile
  const { webhookUrl } = configuration
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
        { ...sceneDefaults, ...(webhookUrl && { webhookUrl }), ...scene },
      ]),
    ),
  }
}

/** What the schema cannot express. It reads any value, since both kinds of faults are reported at once. */
function* ruleFaults(file: Record<string, unknown>): Generator<string> {
  yield* faultsAt('publicUrl', file.publicUrl, publicUrlFault)
  yield* faultsAt('webhookUrl', file.webhookUrl, webhookUrlFault)
  yield* faultsAt('allowedOrigins', file.allowedOrigins, originFault)
  const scenes = members(file.scenes)
  for (const [name, scene] of Object.entries(scenes)) {
    const { returnUrls, webhookUrl, startedBy, identity } = members(scene)
    yield* faultsAt(`scenes.${name}.returnUrls`, returnUrls, returnUrlFault)
    yield* faultsAt(`scenes.${name}.webhookUrl`, webhookUrl, webhookUrlFault)
    if (startedBy === 'browser' && identity === 'supplied')
      yield `scenes.${name}: "identity": "supplied" needs "startedBy": "merchant", since name and number must not come from a browser`
  }
  for (const [name, key] of Object.entries(members(file.apiKeys))) {
    yield* faultsAt(`apiKeys.${name}.scenes`, members(key).scenes, (scene) =>
      Object.hasOwn(scenes, scene) ? undefined : `: there is no scene ${scene}`,
    )
  }
}

/** Of a string, or of each string in a list. */
function* faultsAt(
  path: string,
  value: unknown,
  faultOf: (text: string) => string | undefined,
): Generator<string> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* faultsAt(`${path}.${index}`, item, faultOf)
  } else if (typeof value === 'string') {
    const fault = faultOf(value)
    if (fault !== undefined) yield `${path}${fault.startsWith(':') ? '' : ' '}${fault}`
  }
}

function members(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

/** @param ruleOf a rule for this address beside the one for all addresses. */
const address = (ruleOf: (url: URL, text: string) => string | undefined) => (text: string) =>
  addressFault(text) ?? ruleOf(new URL(text), text)

const publicUrlFault = address(({ href }, text) => {
  if (/[?#]/.test(text)) return 'must have no query and no fragment'
  return href.length > 300 ? 'must have at most 300 characters' : undefined
})

/** The events hold result tokens: http is for loopback only. */
const webhookUrlFault = address(({ href }) =>
  /^(https:|http:\/\/(localhost|\[::1]|127(\.\d+){3})[:/])/.test(href)
    ? undefined
    : 'must begin with https:// (http is for loopback only)',
)

const originFault = address(({ origin }, text) =>
  origin === text ? undefined : `must be an origin alone: write ${origin}`,
)

const returnUrlFault = address(({ origin, pathname, href }, text) => {
  const plain = href.replace(/\/$/, '') === text.replace(/\/$/, '')
  if (plain && !/[?#\\]|%2e|%2f|%5c/i.test(text)) return undefined
  return `must be an address in its plain form, without query and fragment: write ${origin}${pathname}`
})

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
