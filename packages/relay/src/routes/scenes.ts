// GET /v1/scenes/:scene: what a page must know before the start and cannot see from its environment.
import type { Mode, SceneInfo } from '@faceid-h5/protocol'
import type { FastifyInstance } from 'fastify'
import { refuse } from '../problem.js'
import type { RouteContext } from './context.js'
import { bool, modeSchema, object, problemResponse } from './schemas.js'

const sceneSchema = object<SceneInfo>(
  ['modes', 'outsideWeChat', 'handoff', 'consent'],
  {
    modes: {
      type: 'array',
      items: modeSchema,
      description: 'those for which the scene has a RuleId',
    },
    outsideWeChat: bool('other phone browsers may open the hosted page'),
    handoff: bool('a desktop page may show a QR code'),
    consent: bool('a start needs consentVersion'),
  },
  { title: 'SceneInfo', description: 'The scene' },
)

const modes: readonly Mode[] = ['native', 'overlay']

export function scenesRoute(app: FastifyInstance, { configuration }: RouteContext): void {
  app.get<{ Params: { scene: string } }>('/v1/scenes/:scene', {
    schema: {
      operationId: 'getScene',
      summary: 'What a page must know before the start',
      response: { 200: sceneSchema, ...problemResponse },
    },
    handler: async (request, reply): Promise<SceneInfo> => {
      const scene = configuration.scenes.get(request.params.scene)
      if (scene === undefined) {
        refuse('scene_unknown', 'The relay’s configuration has no such scene')
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
