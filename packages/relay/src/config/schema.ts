// The configuration file: its type, its defaults and its JSON Schema, which the build publishes as config.schema.json.
// A `description` completes "must be …" in errors; a `title` tells what the field is for.
import type { Intention, Mode } from '@faceid-h5/protocol'
import { intentionSchema } from './intention-schema.js'
import { closed, type JsonSchema, object } from './json-schema.js'

/** The configuration file as written. */
export interface ConfigurationFile {
  $schema?: string
  publicUrl: string
  allowedOrigins?: string[]
  hostedPageHosts?: string[]
  webhookUrl?: string
  apiKeys?: KeyScenes
  limits?: Partial<Limits>
  scenes: Record<string, ConfiguredScene>
}

/** The scenes of each named API key. */
export type KeyScenes = Readonly<Record<string, { scenes: readonly string[] }>>

export interface Limits {
  browserStartsPerMinute: number
  merchantStartsPerMinute: number
  endUserStartsPerMinute: number
  readsPerSecond: number
  upstreamReadsPerSecond: number
}

export interface ConfiguredScene {
  rules: { [mode in Mode]?: string }
  startedBy?: 'browser' | 'merchant'
  identity?: 'supplied' | 'captured'
  returnUrls: string[]
  intention?: Intention
  outsideWeChat?: boolean
  handoff?: boolean
  consent?: boolean
  webhookUrl?: string
}

export const defaultLimits: Limits = {
  browserStartsPerMinute: 120,
  merchantStartsPerMinute: 3_000,
  endUserStartsPerMinute: 10,
  readsPerSecond: 2,
  upstreamReadsPerSecond: 80,
}

export const sceneDefaults = {
  startedBy: 'merchant',
  identity: 'captured',
  outsideWeChat: false,
  handoff: false,
  consent: false,
} as const

/** Tencent's hosted page and WeChat's authorisation in front of it; names below these count too. */
export const hostedPageHosts = ['open.weixin.qq.com', 'faceid.qq.com']

const ruleId = {
  type: 'string',
  pattern: '^[0-9]{1,20}$',
  description: 'a RuleId as the console shows it: digits, as a string',
}

const limit = (name: keyof Limits, what: string) => ({
  type: 'integer',
  minimum: 1,
  default: defaultLimits[name],
  description: `a whole number of ${what}, at least 1`,
})

const flag = (name: 'outsideWeChat' | 'handoff' | 'consent', title: string) => ({
  type: 'boolean',
  title,
  default: sceneDefaults[name],
  description: 'true or false (the default)',
})

const name = '^[a-z][a-z0-9-]{0,31}$'

const strings = (description: string, more: JsonSchema = {}) => ({
  type: 'array',
  items: { type: 'string', description: 'a string', ...more },
  description,
})

const webhookUrl = {
  type: 'string',
  title: 'Where outcomes are sent; needs WEBHOOK_SECRET and WEBHOOK_STORE',
  description: 'an https:// address (http:// for loopback)',
}

const scene = object<ConfiguredScene>(
  ['rules', 'returnUrls'],
  {
    rules: object<ConfiguredScene['rules']>(
      [],
      { native: ruleId, overlay: ruleId },
      {
        ...closed,
        minProperties: 1,
        title:
          'The business flows (业务流程) of this scene in the console of FaceID: one for 微信原生 H5, one for 微信浮层 H5',
        description: 'a RuleId for "native", for "overlay" or for both',
      },
    ),
    startedBy: {
      type: 'string',
      enum: ['browser', 'merchant'],
      title: 'Who starts: any page of an allowed origin, or only the back end with its API key',
      default: sceneDefaults.startedBy,
      description: '"browser" or "merchant" (the default)',
    },
    identity: {
      type: 'string',
      enum: ['supplied', 'captured'],
      title:
        'Who is verified: the person whose name and ID number the back end sends, or the one who shows an ID card',
      default: sceneDefaults.identity,
      description: '"supplied" or "captured" (the default)',
    },
    returnUrls: {
      ...strings(
        'a list of addresses the browser may be sent back to, each with everything below it',
      ),
      minItems: 1,
      title: 'Where a verification may end',
    },
    intention: intentionSchema,
    outsideWeChat: flag(
      'outsideWeChat',
      'The overlay RuleId was created with 是否需要在微信外打开=是, so that other phone browsers may open it',
    ),
    handoff: flag(
      'handoff',
      'A desktop page may show a QR code, and a phone does the verification',
    ),
    consent: flag('consent', 'A start needs the version of the consent text the user agreed to'),
    webhookUrl: { ...webhookUrl, title: 'Instead of the webhookUrl of all scenes' },
  },
  {
    ...closed,
    title: 'One named use: its RuleIds, its return URLs, who may start it',
    description: 'an object with at least "rules" and "returnUrls"',
  },
)

export const configurationSchemaUrl = 'https://unpkg.com/@faceid-h5/relay/config.schema.json'

export const configurationSchema = object<ConfigurationFile>(
  ['publicUrl', 'scenes'],
  {
    $schema: { type: 'string', description: 'the address of this schema, for your editor' },
    publicUrl: {
      type: 'string',
      description:
        'the address under which browsers reach the relay, such as "https://m.shop.example/faceid"',
    },
    allowedOrigins: strings(
      'a list of origins whose pages may start, such as ["https://m.shop.example"]',
    ),
    webhookUrl,
    hostedPageHosts: {
      ...strings('a list of host names of the hosted page; names below them count too', {
        pattern: '^[a-z0-9-]+(\\.[a-z0-9-]+)+$',
        description: 'a host name in lower case',
      }),
      minItems: 1,
      default: hostedPageHosts,
    },
    apiKeys: {
      type: 'object',
      patternProperties: {
        [name]: object<KeyScenes[string]>(
          ['scenes'],
          { scenes: { ...strings('a list of scenes'), minItems: 1 } },
          { ...closed, description: 'an object {"scenes": […]}' },
        ),
      },
      ...closed,
      description:
        'an object of key names, each with the scenes it may start and read: {"loans": {"scenes": ["loan"]}}',
    },
    limits: object<Limits>(
      [],
      {
        browserStartsPerMinute: limit(
          'browserStartsPerMinute',
          'starts a minute from one client address',
        ),
        merchantStartsPerMinute: limit(
          'merchantStartsPerMinute',
          'starts a minute with one API key',
        ),
        endUserStartsPerMinute: limit(
          'endUserStartsPerMinute',
          'starts a minute for one `endUser` of a back end',
        ),
        upstreamReadsPerSecond: limit(
          'upstreamReadsPerSecond',
          'reads a second at Tencent Cloud, which takes 100 of all relays together',
        ),
        readsPerSecond: limit('readsPerSecond', 'reads a second with one ticket'),
      },
      { ...closed, description: 'an object of limits; those left out keep their defaults' },
    ),
    scenes: {
      type: 'object',
      patternProperties: { [name]: scene },
      ...closed,
      minProperties: 1,
      description:
        'an object of scenes; a name is 1–32 of a–z, 0–9 and "-" and begins with a letter',
    },
  },
  {
    ...closed,
    title: 'Configuration of the faceid-h5 relay; secrets stand in the environment, not here',
    description: 'a JSON object with "publicUrl" and "scenes"',
  },
)
