/** Every documented limit of DetectAuth. */
import type { DetectAuthParameters } from '../state/detect-auth-parameters.js'
import { checkOf, object } from './fields.js'

const text = { type: 'string' }
const boolean = { type: 'boolean' }
const upTo = (maxLength: number) => ({ ...text, minLength: 1, maxLength })
const list = (maxItems: number, items: object) => ({ type: 'array', minItems: 1, maxItems, items })
const answers = list(50, upTo(10))
const question = object({ Question: upTo(250), Answers: answers }, ['Question', 'Answers'])

export const checkDetectAuth = checkOf<DetectAuthParameters>(
  {
    RuleId: { ...text, minLength: 1 },
    TerminalType: text,
    Name: { ...text, maxLength: 32 },
    // Its last letter is an upper-case X.
    IdCard: { ...text, pattern: '^[^x]*$' },
    RedirectUrl: { ...text, maxLength: 1024 },
    Extra: { ...text, maxLength: 1024 },
    ImageBase64: { ...text, maxLength: 3 * 1024 * 1024, format: 'image' },
    Encryption: { type: 'object' },
    IntentionVerifyText: { ...text, maxLength: 120 },
    IntentionQuestions: list(10, question),
    IntentionActions: list(10, object({ Text: upTo(250) }, ['Text'])),
    Config: object({
      IntentionType: { enum: [0, 1] },
      IntentionRecognition: boolean,
      MouthOpenRecognition: boolean,
      Speed: { enum: [0, 1, 2, 3] },
    }),
  },
  ['RuleId'],
)
