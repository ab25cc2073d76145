// The answer of the evidence route, as described at `Evidence` in the protocol.
import type { IntentionMode } from '@faceid-h5/protocol'
import { choice } from '../config/choice.js'
import { Type } from '../config/schema-type.js'
import { ModeSchema } from './schemas.js'

const text = Type.Optional(Type.String())
const number = Type.Optional(Type.Number())
const Media = Type.Object(
  { mediaType: Type.String(), base64: Type.String({ description: 'in the standard alphabet' }) },
  { title: 'EvidenceMedia' },
)
const media = Type.Optional(Media)

const Ocr = Type.Object({
  name: text,
  idCard: text,
  gender: text,
  nation: text,
  address: text,
  birth: text,
  authority: text,
  validDate: text,
})

const Attempt = Type.Object({
  at: number,
  code: number,
  message: text,
  similarity: number,
  billed: Type.Optional(Type.Boolean()),
})

export const EvidenceSchema = Type.Object(
  {
    scene: Type.String(),
    mode: ModeSchema,
    text: Type.Optional(
      Type.Object({
        code: number,
        message: text,
        name: text,
        idCard: text,
        ocr: Type.Optional(Ocr),
        similarity: number,
        comparedWith: text,
        attempts: Type.Array(Attempt),
      }),
    ),
    idCard: Type.Optional(Type.Object({ front: media, back: media })),
    frames: Type.Optional(Type.Object({ best: media, others: Type.Array(Media) })),
    video: Type.Optional(Type.Object({ liveness: media })),
    intention: Type.Optional(
      Type.Object({
        mode: Type.Optional(choice<IntentionMode>({ reading: true, questions: true, nod: true })),
        code: number,
        message: text,
        recognised: Type.Array(Type.String()),
        videos: Type.Array(Media),
        frames: Type.Array(Media),
        audios: Type.Array(Media),
      }),
    ),
  },
  {
    title: 'Evidence',
    description: 'The parts that were asked; what Tencent left out is left out',
  },
)
