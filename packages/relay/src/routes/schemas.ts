// Shapes that several routes send: every route declares its answers, since Fastify would leak undeclared fields.
import { Type } from 'typebox'

export const ProblemSchema = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  code: Type.String(),
  detail: Type.String(),
  requestId: Type.String(),
  retryable: Type.Boolean(),
})

export const problemResponse = { default: ProblemSchema }

export const ModeSchema = Type.Union([Type.Literal('native'), Type.Literal('overlay')])

const literals = <const T extends string>(...values: T[]) =>
  Type.Union(
    values.map((value) => Type.Literal(value)),
    { description: `one of ${values.map((value) => `"${value}"`).join(', ')}` },
  )

export const EnvironmentSchema = Type.Object(
  {
    app: literals(
      'wechat',
      'wecom',
      'wechat-miniprogram',
      'wechat-desktop',
      'wechat-devtools',
      'other',
    ),
    os: literals('ios', 'android', 'harmonyos', 'windows', 'macos', 'linux', 'unknown'),
    device: literals('phone', 'tablet', 'desktop'),
  },
  { additionalProperties: false, description: 'an object {app, os, device}' },
)
