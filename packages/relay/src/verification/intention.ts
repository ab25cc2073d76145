// The words to be confirmed: their limits (D 82222, SDK models), their digest, and how DetectAuth wants them.
import { createHash } from 'node:crypto'
import type { Intention } from '@faceid-h5/protocol'
import { Type } from '../config/schema-type.js'

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

/** As described at `Intention` in the protocol: SHA-256 of the words as lines, base64url. */
export function intentionDigest(intention: Intention): string {
  const lines: string[] = [intention.mode, ...wordsOf(intention)]
  return createHash('sha256').update(lines.join('\n'), 'utf8').digest('base64url')
}

function wordsOf(intention: Intention): string[] {
  switch (intention.mode) {
    case 'reading':
      return [intention.text]
    case 'questions':
      return intention.questions.flatMap(({ ask, answers }) => [
        `? ${ask}`,
        ...answers.map((answer) => `= ${answer}`),
      ])
    case 'nod':
      return intention.statements
  }
}

/** The fields of DetectAuth that carry the words. */
export function intentionFields(intention: Intention): Record<string, unknown> {
  switch (intention.mode) {
    case 'reading':
      return { IntentionVerifyText: intention.text }
    case 'questions':
      return {
        IntentionQuestions: intention.questions.map(({ ask, answers }) => ({
          Question: ask,
          Answers: answers,
        })),
        Config: { IntentionType: 0 },
      }
    case 'nod':
      return {
        IntentionActions: intention.statements.map((Text) => ({ Text })),
        Config: { IntentionType: 1 },
      }
  }
}
