// The configuration file: its type, and its JSON Schema with the defaults, config.schema.json, which editors read too.
// There a `description` completes "must be …" in errors; a `title` tells what the field is for.
import { createRequire } from 'node:module'
import type { Intention, Mode } from '@faceid-h5/protocol'
import type { JsonSchema } from './validate.js'

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

interface ObjectSchema extends JsonSchema {
  properties: Readonly<Record<string, ObjectSchema>>
  patternProperties: Readonly<Record<string, ObjectSchema>>
}

// The same address from `src/config` and from `dist/config`. Safe: a test validates the file.
export const configurationSchema = createRequire(import.meta.url)(
  '../../config.schema.json',
) as ObjectSchema & { $id: string }
const { hostedPageHosts: hosts, limits, scenes } = configurationSchema.properties
const scene = Object.values(scenes?.patternProperties ?? {})[0]

/** Limits of D 82222 and the SDK’s models. A control character would make two texts equal in the digest. */
export const intentionSchema = scene?.properties.intention ?? {}

// Safe: a test compares them with what they are documented to be.
export const defaultLimits = defaultsOf(limits) as unknown as Limits
export const sceneDefaults = defaultsOf(scene) as unknown as Required<
  Pick<ConfiguredScene, 'startedBy' | 'identity' | 'outsideWeChat' | 'handoff' | 'consent'>
>
/** Tencent's hosted page and WeChat's authorisation in front of it; names below these count too. */
export const hostedPageHosts = hosts?.default as readonly string[]

function defaultsOf(schema: ObjectSchema | undefined): object {
  const fields = Object.entries(schema?.properties ?? {})
  return Object.fromEntries(
    fields.flatMap(([name, field]) => ('default' in field ? [[name, field.default]] : [])),
  )
}
