// GET /v1/evidence/:handle: the full material at Tencent, for the merchant's back end with its API key only.
import type {
  Evidence,
  EvidenceAttempt,
  EvidenceFrames,
  EvidenceIdCard,
  EvidenceIntention,
  EvidenceMedia,
  EvidenceMediaName,
  EvidencePart,
  EvidenceText,
  EvidenceVideo,
  IntentionMode,
} from '@faceid-h5/protocol'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { JsonSchema } from '../config/validate.js'
import { refuse } from '../problem.js'
import { evidenceParts, readEvidence } from '../tencent/evidence.js'
import { type EvidenceHandle, evidenceHandles } from '../tokens/evidence-handle.js'
import { fromProvider } from '../verification/provider-problem.js'
import type { RouteContext } from './context.js'
import {
  closed,
  modeSchema,
  object,
  oneOf,
  problemResponse,
  responseOf,
  string,
  text,
} from './schemas.js'

/** The part each picture and recording belongs to. */
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

const number = { type: 'number' }
/** The same schema under each of the names. */
const each = <Name extends string>(schema: JsonSchema, ...names: Name[]) =>
  // Safe: the keys are the names.
  Object.fromEntries(names.map((name) => [name, schema])) as Record<Name, JsonSchema>
const media = object<EvidenceMedia>(
  ['mediaType', 'base64'],
  { mediaType: string, base64: text('in the standard alphabet') },
  { title: 'EvidenceMedia' },
)
const mediaList = { type: 'array', items: media }
const attempt = object<EvidenceAttempt>([], {
  ...each(number, 'at', 'code', 'similarity'),
  message: string,
  billed: { type: 'boolean' },
})
const evidenceSchema = object<Evidence>(
  ['scene', 'mode'],
  {
    scene: string,
    mode: modeSchema,
    text: object<EvidenceText>(['attempts'], {
      ...each(string, 'message', 'name', 'idCard', 'comparedWith'),
      ...each(number, 'code', 'similarity'),
      ocr: object<Required<EvidenceText>['ocr']>([], {
        ...each(string, 'name', 'idCard', 'gender', 'nation', 'address'),
        ...each(string, 'birth', 'authority', 'validDate'),
      }),
      attempts: { type: 'array', items: attempt },
    }),
    idCard: object<EvidenceIdCard>([], { front: media, back: media }),
    frames: object<EvidenceFrames>(['others'], { best: media, others: mediaList }),
    video: object<EvidenceVideo>([], { liveness: media }),
    intention: object<EvidenceIntention>(['recognised', 'videos', 'frames', 'audios'], {
      mode: oneOf<IntentionMode>({ reading: true, questions: true, nod: true }),
      code: number,
      message: string,
      recognised: { type: 'array', items: string },
      videos: mediaList,
      frames: mediaList,
      audios: mediaList,
    }),
  },
  { title: 'Evidence', description: 'The requested parts, without what Tencent left out' },
)

const includeSchema = object<EvidenceRequest['Querystring']>(
  [],
  {
    include: text(
      `a list out of ${evidenceParts.join(', ')}, separated by commas (default: text)`,
      { pattern: `^(${evidenceParts.join('|')})(,(${evidenceParts.join('|')}))*$` },
    ),
  },
  { ...closed, description: 'include and nothing else' },
)

interface EvidenceRequest {
  Params: { handle: string; name: string }
  Querystring: { include?: string }
}

export function evidenceRoutes(app: FastifyInstance, context: RouteContext): void {
  app.get<EvidenceRequest>('/v1/evidence/:handle', {
    schema: {
      operationId: 'getEvidence',
      summary: 'The full material about a verification, part by part',
      security: [{ apiKey: [] }],
      querystring: includeSchema,
      response: { 200: evidenceSchema, ...problemResponse },
    },
    handler: async (request, reply) => {
      const handle = handleOf(request)
      const included = (request.query.include ?? 'text').split(',')
      const parts = evidenceParts.filter((part) => included.includes(part))
      reply.header('cache-control', 'no-store')
      return read(handle, parts)
    },
  })

  app.get<EvidenceRequest>('/v1/evidence/:handle/:name', {
    schema: {
      operationId: 'getEvidenceMedia',
      summary: 'One picture or recording, decoded',
      security: [{ apiKey: [] }],
      response: {
        200: responseOf('The bytes, with their own media type, as an attachment', '*/*', {}),
        ...problemResponse,
      },
    },
    handler: async (request, reply) => {
      const handle = handleOf(request)
      const { name } = request.params
      if (!isMediaName(name)) {
        const names = Object.keys(evidenceMedia).join(', ')
        refuse('not_found', `The media are ${names}`)
      }
      const { part, pick } = evidenceMedia[name]
      const found = pick(await read(handle, [part]))
      if (found === undefined) {
        refuse('not_found', 'Tencent Cloud has nothing of this kind for this verification')
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
    const { scene, mode } = handle
    const read = await readEvidence(context.client, handle, parts).catch((error) => {
      throw fromProvider(context, error, { call: 'result', by: 'merchant', scene })
    })
    return { scene, mode, ...read }
  }

  function handleOf(request: FastifyRequest<EvidenceRequest>): EvidenceHandle {
    const { auth, keys, now } = context
    const caller = auth.backEnd(request)
    const opened = evidenceHandles.decrypt(keys, request.params.handle, now())
    if (!opened.ok && opened.why === 'expired') {
      refuse('ticket_expired', 'Tencent Cloud keeps evidence for three days; they are over')
    }
    // A handle of a scene that this key may not read, or of a sandbox at Tencent, is answered as an unknown one.
    const foreign = opened.ok && opened.value.sandbox !== (context.sandbox !== undefined)
    if (!opened.ok || foreign || !caller.mayUse(opened.value.scene)) {
      refuse('not_found', 'This is no evidence handle; take `evidence` of a verified result token')
    }
    const { scene, mode } = opened.value
    Object.assign(request.facts, { scene, mode })
    return opened.value
  }
}

function isMediaName(name: string): name is EvidenceMediaName {
  return Object.hasOwn(evidenceMedia, name)
}
