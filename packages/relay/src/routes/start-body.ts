// The body of a start: its shape, and what only the merchant's back end may send.
import type { MerchantStartRequest } from '@faceid-h5/protocol'
import { IntentionSchema } from '../config/intention-schema.js'
import { Type } from '../config/schema-type.js'
import { ProblemError } from '../problem.js'
import { EnvironmentSchema, ModeSchema } from './schemas.js'

const merchantFields = ['identity', 'image', 'intention'] as const

export const StartBodySchema = Type.Object(
  {
    scene: Type.String({
      maxLength: 64,
      description: 'the name of a scene of the relay’s configuration',
    }),
    reference: Type.String({
      pattern: '^[A-Za-z0-9._:-]{1,64}$',
      description: 'the merchant’s own id of 1–64 characters out of A–Z a–z 0–9 . _ : -',
    }),
    modes: Type.Array(ModeSchema, {
      minItems: 1,
      maxItems: 2,
      uniqueItems: true,
      description: 'a list of "native", "overlay" or both, the preferred one first',
    }),
    returnUrl: Type.String({
      minLength: 1,
      maxLength: 2_000,
      description: 'the complete address to come back to',
    }),
    environment: Type.Optional(EnvironmentSchema),
    handoff: Type.Optional(Type.Boolean({ description: 'true or false' })),
    consentVersion: Type.Optional(
      Type.String({
        pattern: '^[\\x21-\\x7e]{1,64}$',
        description: '1–64 printable ASCII characters without spaces',
      }),
    ),
    identity: Type.Optional(
      Type.Object(
        {
          name: Type.String({ maxLength: 200, description: 'a name of 1–32 characters' }),
          idCard: Type.String({
            maxLength: 40,
            description: 'an ID number of 17 digits and a check character',
          }),
        },
        { additionalProperties: false, description: 'an object {name, idCard}' },
      ),
    ),
    image: Type.Optional(Type.String({ description: 'a jpg or png as base64' })),
    intention: Type.Optional(IntentionSchema),
  },
  { additionalProperties: false, title: 'StartRequest', description: 'a JSON object' },
)

/** @throws {ProblemError} `field_not_allowed` when a page sends what must not come from a browser. */
export function refuseMerchantFields(body: MerchantStartRequest): void {
  for (const field of merchantFields) {
    if (body[field] !== undefined) {
      throw new ProblemError(
        'field_not_allowed',
        `${field} may be sent only by the merchant’s back end, with its API key; see \`start-url\` of the widget`,
      )
    }
  }
}
