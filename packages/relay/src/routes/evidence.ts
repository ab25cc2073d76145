// GET /v1/evidence/:handle: the full material at Tencent, for the merchant's back end with its API key and nobody else.
import type { Evidence, EvidenceMedia, EvidenceMediaName, EvidencePart } from '@faceid-h5/protocol'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Type } from '../config/schema-type.js'
import { ProblemError } from '../problem.js'
import { createKeyCheck } from '../server/auth.js'
import type { RelayContext } from '../server/context.js'
import { evidenceParts, readEvidence } from '../tencent/evidence.js'
import { decryptEvidenceHandle, type EvidenceHandle } from '../tokens/evidence-handle.js'
import { fromProvider } from '../verification/provider-problem.js'
import { EvidenceSchema } from './evidence-schema.js'
import { answerOf, problemResponse } from './schemas.js'

/** Where each picture and recording is found. */
export const evidenceMedia: Readonly<
  Record<
    EvidenceMediaName,
    { part: EvidencePart; pick(evidence: Evidence): EvidenceMedia | undefined }
  >
> = {
  'id-card-front': { part: 'idCard', pick: ({ idCard }) => idCard?.front },
  'id-card-back': { part: 'idCard', pick: ({ idCard }) => idCard?.back },
  'best-frame': { part: 'frames', pick: ({ frames }) => frames?.best },
  video: { part: 'video', pick: ({ video }) => video?.liveness },
  'intention-video': { part: 'intention', pick: ({ intention }) => intention?.videos[0] },
  'intention-frame': { part: 'intention', pick: ({ intention }) => intention?.frames[0] },
  'intention-audio': { part: 'intention', pick: ({ intention }) => intention?.audios[0] },
}

const IncludeSchema = Type.Object(
  {
    include: Type.Optional(
      Type.String({
        pattern: `^(${evidenceParts.join('|')})(,(${evidenceParts.join('|')}))*$`,
        description: `a list out of ${evidenceParts.join(', ')}, separated by commas (default: text)`,
      }),
    ),
  },
  { additionalProperties: false, description: 'include and nothing else' },
)

interface EvidenceRequest {
  Params: { handle: string; name: string }
  Querystring: { include?: string }
}

export function evidenceRoutes(app: FastifyInstance, services: RelayContext): void {
  const withKey = createKeyCheck(app, services.apiKeys)

  app.get<EvidenceRequest>('/v1/evidence/:handle', {
    schema: {
      operationId: 'getEvidence',
      summary: 'The full material about a verification, part by part',
      tags: ['evidence'],
      security: [{ apiKey: [] }],
      querystring: IncludeSchema,
      response: { 200: EvidenceSchema, ...problemResponse },
    },
    handler: async (request, reply) => {
      const handle = await handleOf(request)
      const asked = (request.query.include ?? 'text').split(',')
      const parts = evidenceParts.filter((part) => asked.includes(part))
      reply.header('cache-control', 'no-store')
      return read(handle, parts)
    },
  })

  app.get<EvidenceRequest>('/v1/evidence/:handle/:name', {
    schema: {
      operationId: 'getEvidenceMedia',
      summary: 'One picture or recording, decoded',
      tags: ['evidence'],
      security: [{ apiKey: [] }],
      response: {
        200: answerOf('The bytes, with their own media type, as an attachment', '*/*', Type.Any()),
        ...problemResponse,
      },
    },
    handler: async (request, reply) => {
      const handle = await handleOf(request)
      const { name } = request.params
      if (!Object.hasOwn(evidenceMedia, name)) {
        throw new ProblemError(
          'not_found',
          `The media are ${Object.keys(evidenceMedia).join(', ')}`,
        )
      }
      // Safe: it is one of the table's own names.
      const { part, pick } = evidenceMedia[name as EvidenceMediaName]
      const found = pick(await read(handle, [part]))
      if (found === undefined) {
        throw new ProblemError(
          'not_found',
          'Tencent Cloud has nothing of this kind for this verification',
        )
      }
      const extension = found.mediaType.split('/')[1] ?? 'bin'
      return reply
        .type(found.mediaType)
        .header('cache-control', 'no-store')
        .header('x-content-type-options', 'nosniff')
        .header('content-disposition', `attachment; filename="${name}.${extension}"`)
        .send(Buffer.from(found.base64, 'base64'))
    },
  })

  async function read(handle: EvidenceHandle, parts: EvidencePart[]): Promise<Evidence> {
    const { scene } = handle
    return readEvidence(services.client, handle, parts).catch((error) => {
      throw fromProvider(services, error, { call: 'result', by: 'merchant', scene })
    })
  }

  async function handleOf(request: FastifyRequest<EvidenceRequest>): Promise<EvidenceHandle> {
    const { keys, now } = services
    const caller = await withKey(request)
    const opened = decryptEvidenceHandle(keys, request.params.handle, now())
    if (!opened.ok && opened.why === 'expired') {
      throw new ProblemError(
        'ticket_expired',
        'Tencent Cloud keeps evidence for three days; they are over',
      )
    }
    // A handle of a scene that this key may not read, or of a sandbox at Tencent, is answered as an unknown one.
    const foreign = opened.ok && opened.value.sandbox !== (services.sandbox !== undefined)
    if (!opened.ok || foreign || !caller.mayUse(opened.value.scene)) {
      throw new ProblemError(
        'not_found',
        'This is no evidence handle; take `evidence` of a verified result token',
      )
    }
    request.facts.scene = opened.value.scene
    request.facts.mode = opened.value.mode
    return opened.value
  }
}
