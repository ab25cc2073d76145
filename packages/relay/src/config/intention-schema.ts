// The JSON Schema of the words to confirm: their limits are those of DetectAuth (D 82222, SDK models).
import { Type } from './schema-type.js'

const closed = { additionalProperties: false }

// A control character would make two different texts read as one in the digest, and is no word to be confirmed.
const words = (least: number, most: number) =>
  Type.String({
    pattern: `^[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]{${least},${most}}$`,
    description: `a text of ${least}–${most} characters without control characters or line breaks`,
  })

const Reading = Type.Object(
  { mode: Type.Literal('reading'), text: words(1, 120) },
  { ...closed, title: 'The user reads the text aloud' },
)

const Questions = Type.Object(
  {
    mode: Type.Literal('questions'),
    questions: Type.Array(
      Type.Object(
        {
          ask: words(1, 250),
          answers: Type.Array(words(1, 10), {
            minItems: 1,
            maxItems: 50,
            description: 'a list of 1–50 accepted answers',
          }),
        },
        closed,
      ),
      { minItems: 1, maxItems: 10, description: 'a list of 1–10 questions' },
    ),
  },
  { ...closed, title: 'The user answers the questions aloud' },
)

const Nod = Type.Object(
  {
    mode: Type.Literal('nod'),
    statements: Type.Array(words(1, 250), {
      minItems: 1,
      maxItems: 10,
      description: 'a list of 1–10 statements',
    }),
  },
  { ...closed, title: 'The user nods to the statements' },
)

export const IntentionSchema = Type.Union([Reading, Questions, Nod], {
  title: 'What the user confirms (意愿核身)',
  description:
    '{"mode": "reading", "text": 1–120 characters}, {"mode": "questions", "questions": 1–10 of {"ask": 1–250 characters, ' +
    '"answers": 1–50 of 1–10 characters}} or {"mode": "nod", "statements": 1–10 of 1–250 characters}, without control characters',
})
