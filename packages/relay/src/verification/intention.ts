// The words to confirm: their digest, and the fields of DetectAuth that carry them.
import { createHash } from 'node:crypto'
import type { Intention } from '@faceid-h5/protocol'
import type { Requests } from '../tencent/api-types.js'

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
export function intentionFields(intention: Intention): Partial<Requests['DetectAuth']> {
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
