// GET /v1/scenes/:scene: what a page must know before the start, and cannot see from its environment alone.
import type { Mode, SceneInfo } from '@faceid-h5/protocol'
import type { FastifyInstance } from 'fastify'
import { Type } from '../config/schema-type.js'
import { ProblemError } from '../problem.js'
import type { RelayContext } from '../server/context.js'
import { ModeSchema, problemResponse } from './schemas.js'

const SceneSchema = Type.Object(
  {
    modes: Type.Array(ModeSchema, { description: 'those for which the scene has a RuleId' }),
    outsideWeChat: Type.Boolean({ description: 'other phone browsers may open the hosted page' }),
    handoff: Type.Boolean({ description: 'a desktop page may show a QR code' }),
    consent: Type.Boolean({ description: 'a start needs consentVersion' }),
  },
  { title: 'SceneInfo', description: 'The scene' },
)

const modes: readonly Mode[] = ['native', 'overlay']

export function scenesRoute(app: FastifyInstance, { configuration }: RelayContext): void {
  app.get<{ Params: { scene: string } }>('/v1/scenes/:scene', {
    schema: {
      operationId: 'getScene',
      summary: 'What a page must know before the start',
      tags: ['verification'],
      response: { 200: SceneSchema, ...problemResponse },
    },
    handler: async (request, reply): Promise<SceneInfo> => {
      const scene = configuration.scenes.get(request.params.scene)
      if (scene === undefined) {
        throw new ProblemError(
          'scene_unknown',
          'The relay’s configuration has no scene of this name',
        )
      }
      const { rules, outsideWeChat, handoff, consent } = scene
      reply.header('cache-control', 'public, max-age=60')
      return {
        modes: modes.filter((mode) => rules[mode] !== undefined),
        outsideWeChat,
        handoff,
        consent,
      }
    },
  })
}
