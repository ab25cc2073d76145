// The JSON Schema of the words to be confirmed, in the configuration and in a start.
import type {
  Intention,
  IntentionQuestion,
  NodIntention,
  QuestionsIntention,
  ReadingIntention,
} from '@faceid-h5/protocol'
import { closed, type JsonSchema, object } from './json-schema.js'

// A control character would make two different texts equal in the digest.
const words = (least: number, most: number) => ({
  type: 'string',
  pattern: `^[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]{${least},${most}}$`,
  description: `a text of ${least}–${most} characters without control characters or line breaks`,
})

const mode = (value: Intention['mode']) => ({ type: 'string', const: value })

const list = (items: JsonSchema, minItems: number, maxItems: number, what: string) => ({
  type: 'array',
  items,
  minItems,
  maxItems,
  description: `a list of ${minItems}–${maxItems} ${what}`,
})

const question = object<IntentionQuestion>(
  ['ask', 'answers'],
  { ask: words(1, 250), answers: list(words(1, 10), 1, 50, 'accepted answers') },
  { ...closed, description: 'an object {ask, answers}' },
)

/** Limits of D 82222 and the SDK’s models. */
export const intentionSchema = {
  type: 'object',
  discriminator: { propertyName: 'mode' },
  oneOf: [
    object<ReadingIntention>(
      ['mode', 'text'],
      { mode: mode('reading'), text: words(1, 120) },
      { ...closed, title: 'The user reads the text aloud' },
    ),
    object<QuestionsIntention>(
      ['mode', 'questions'],
      { mode: mode('questions'), questions: list(question, 1, 10, 'questions') },
      { ...closed, title: 'The user answers the questions aloud' },
    ),
    object<NodIntention>(
      ['mode', 'statements'],
      { mode: mode('nod'), statements: list(words(1, 250), 1, 10, 'statements') },
      { ...closed, title: 'The user nods to the statements' },
    ),
  ],
  title: 'What the user confirms (意愿核身)',
  description:
    '{"mode": "reading", "text": 1–120 characters}, {"mode": "questions", "questions": 1–10 of {"ask": 1–250 characters, ' +
    '"answers": 1–50 of 1–10 characters}} or {"mode": "nod", "statements": 1–10 of 1–250 characters}, without control characters',
}
