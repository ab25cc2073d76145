// The shape of the relay's configuration file. The published JSON Schema is made of it, and so is every fault in words.
import type { Static } from 'typebox'
import { choice } from './choice.js'
import { IntentionSchema } from './intention-schema.js'
import { Type } from './schema-type.js'

const closed = { additionalProperties: false }

const RuleId = Type.String({
  pattern: '^[0-9]{1,20}$',
  description: 'a RuleId as the console shows it: digits, as a string',
})

/** Tencent's hosted page and WeChat's authorisation in front of it; names below these count too. */
export const hostedPageHosts = ['open.weixin.qq.com', 'faceid.qq.com']

export const defaultLimits = {
  browserStartsPerMinute: 120,
  merchantStartsPerMinute: 3_000,
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

const limit = (name: keyof typeof defaultLimits, what: string) =>
  Type.Optional(
    Type.Integer({
      minimum: 1,
      default: defaultLimits[name],
      description: `a whole number of ${what}, at least 1`,
    }),
  )

/** `title` says what it is for; the fault of a wrong value says the description only. */
const flag = (name: 'outsideWeChat' | 'handoff' | 'consent', title: string) =>
  Type.Optional(
    Type.Boolean({
      title,
      default: sceneDefaults[name],
      description: 'true or false (the default)',
    }),
  )

const Scene = Type.Object(
  {
    rules: Type.Object(
      { native: Type.Optional(RuleId), overlay: Type.Optional(RuleId) },
      {
        ...closed,
        minProperties: 1,
        title:
          'The business flows (业务流程) of this scene in the console of FaceID: one for 微信原生 H5, one for 微信浮层 H5',
        description: 'a RuleId for "native", for "overlay" or for both',
      },
    ),
    startedBy: Type.Optional(
      choice<'browser' | 'merchant'>(
        { browser: true, merchant: true },
        {
          title: 'Who starts: any page of an allowed origin, or only the back end with its API key',
          default: sceneDefaults.startedBy,
          description: '"browser" or "merchant" (the default)',
        },
      ),
    ),
    identity: Type.Optional(
      choice<'supplied' | 'captured'>(
        { supplied: true, captured: true },
        {
          title:
            'Who is verified: the person whose name and ID number the back end sends, or whoever shows an ID card',
          default: sceneDefaults.identity,
          description: '"supplied" or "captured" (the default)',
        },
      ),
    ),
    returnUrls: Type.Array(Type.String(), {
      minItems: 1,
      title: 'Where a verification may end',
      description:
        'a list of addresses the browser may be sent back to, each with everything below it',
    }),
    intention: Type.Optional(IntentionSchema),
    outsideWeChat: flag(
      'outsideWeChat',
      'The overlay RuleId was created with 是否需要在微信外打开=是, so that other phone browsers may open it',
    ),
    handoff: flag(
      'handoff',
      'A desktop page may show a QR code, and a phone does the verification',
    ),
    consent: flag('consent', 'A start needs the version of the consent text the user agreed to'),
  },
  { ...closed, title: 'One named use: its RuleIds, where it may end, who may start it' },
)

export const ConfigurationSchema = Type.Object(
  {
    $schema: Type.Optional(
      Type.String({ description: 'the address of this schema, for your editor' }),
    ),
    publicUrl: Type.String({
      description:
        'the address under which browsers reach the relay, such as "https://m.shop.example/faceid"',
    }),
    allowedOrigins: Type.Optional(
      Type.Array(Type.String(), {
        description: 'a list of origins whose pages may start, such as ["https://m.shop.example"]',
      }),
    ),
    hostedPageHosts: Type.Optional(
      Type.Array(Type.String({ pattern: '^[a-z0-9-]+(\\.[a-z0-9-]+)+$' }), {
        minItems: 1,
        default: hostedPageHosts,
        description: 'a list of host names of the hosted page; names below them count too',
      }),
    ),
    apiKeys: Type.Optional(
      Type.Record(
        Type.String({ pattern: '^[a-z][a-z0-9-]{0,31}$' }),
        Type.Object(
          { scenes: Type.Array(Type.String(), { minItems: 1, description: 'a list of scenes' }) },
          closed,
        ),
        {
          ...closed,
          description:
            'an object of key names, each with the scenes it may start and read: {"loans": {"scenes": ["loan"]}}',
        },
      ),
    ),
    limits: Type.Optional(
      Type.Object(
        {
          browserStartsPerMinute: limit(
            'browserStartsPerMinute',
            'starts a minute from one client address',
          ),
          merchantStartsPerMinute: limit(
            'merchantStartsPerMinute',
            'starts a minute with one API key',
          ),
          upstreamReadsPerSecond: limit(
            'upstreamReadsPerSecond',
            'reads a second at Tencent Cloud, which takes 100 of all relays together',
          ),
          readsPerSecond: limit('readsPerSecond', 'reads a second with one ticket'),
        },
        { ...closed, description: 'an object of limits; those left out keep their defaults' },
      ),
    ),
    scenes: Type.Record(Type.String({ pattern: '^[a-z][a-z0-9-]{0,31}$' }), Scene, {
      ...closed,
      minProperties: 1,
      description:
        'an object of scenes; a name is 1–32 of a–z, 0–9 and "-" and begins with a letter',
    }),
  },
  {
    ...closed,
    title: 'Configuration of the faceid-h5 relay; secrets stand in the environment, not here',
    description: 'a JSON object with "publicUrl" and "scenes"',
  },
)

/** The configuration file as written. */
export type ConfigurationFile = Static<typeof ConfigurationSchema>

export type ConfiguredScene = Static<typeof Scene>
