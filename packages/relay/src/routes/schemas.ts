// Shapes that several routes send: every route declares its answers, since Fastify would leak undeclared fields.
// A title of one word makes a schema a component of the OpenAPI document.
import type { App, Device, Mode, OperatingSystem, ProblemCode } from '@faceid-h5/protocol'
import type { TSchema } from 'typebox'
import { choice } from '../config/choice.js'
import { Type } from '../config/schema-type.js'
import { problemKinds } from '../problem.js'

export const ProblemSchema = Type.Object(
  {
    type: Type.String({ description: 'urn:faceid-h5:problem:<code>' }),
    title: Type.String({ description: 'what the code means' }),
    status: Type.Integer({ description: 'the HTTP status' }),
    code: choice<ProblemCode>(problemKinds, { description: 'stable; texts may change' }),
    detail: Type.String({
      description: 'below 500 what is wrong and what would be right; from 500 up a fixed sentence',
    }),
    requestId: Type.String({ description: 'under which the relay’s log says more' }),
    retryable: Type.Boolean({ description: 'whether the same request may succeed later' }),
  },
  { title: 'Problem', description: 'Every error of the relay (RFC 9457)' },
)

export const problemResponse = {
  default: {
    description: 'A problem. Retry-After says when to try again, where that is known.',
    content: { 'application/problem+json': { schema: ProblemSchema } },
  },
}

/** An answer that is not JSON. */
export const answerOf = (
  description: string,
  mediaType: string,
  schema: TSchema = Type.String(),
) => ({
  description,
  content: { [mediaType]: { schema } },
})

export const ModeSchema = choice<Mode>({ native: '微信原生 H5', overlay: '微信浮层 H5' })

/** Milliseconds since 1970, UTC. */
export const TimeSchema = (what: string) =>
  Type.Integer({ description: `${what}: milliseconds since 1970, UTC` })

const apps: Record<App, true> = {
  wechat: true,
  wecom: true,
  'wechat-miniprogram': true,
  'wechat-desktop': true,
  'wechat-devtools': true,
  other: true,
}
const systems: Record<OperatingSystem, true> = {
  ios: true,
  android: true,
  harmonyos: true,
  windows: true,
  macos: true,
  linux: true,
  unknown: true,
}
const devices: Record<Device, true> = { phone: true, tablet: true, desktop: true }

export const EnvironmentSchema = Type.Object(
  { app: choice<App>(apps), os: choice<OperatingSystem>(systems), device: choice<Device>(devices) },
  { additionalProperties: false, description: 'an object {app, os, device}' },
)
