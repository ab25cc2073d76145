import { createHash } from 'node:crypto'
import type { Intention } from '@faceid-h5/protocol'

/**
 * The digest that the result token carries of the words asked: SHA-256, base64url, over the canonical lines
 * described at `Intention`. Refuses a control character, which could make one list of words look like another.
 */
export function intentionDigest(intention: Intention): string {
  const lines = canonicalLines(intention)
  if (lines.some(hasControlCharacter)) {
    throw new TypeError('`intention` must not hold control characters')
  }
  return createHash('sha256').update(lines.join('\n'), 'utf8').digest('base64url')
}

function canonicalLines(intention: Intention): string[] {
  switch (intention.mode) {
    case 'reading':
      return ['reading', intention.text]
    case 'questions':
      return [
        'questions',
        ...intention.questions.flatMap(({ ask, answers }) => [
          `? ${ask}`,
          ...answers.map((answer) => `= ${answer}`),
        ]),
      ]
    case 'nod':
      return ['nod', ...intention.statements]
    default:
      throw new TypeError('`intention.mode` must be `reading`, `questions` or `nod`')
  }
}

function hasControlCharacter(line: string): boolean {
  return /\p{Cc}/u.test(line)
}
