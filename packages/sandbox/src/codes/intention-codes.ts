/**
 * Every documented result code of an intention: `FinalResultDetailCode` of questions and nod, and
 * `ErrorCode` of reading aloud. The texts are the sandbox's own.
 */
import { createRequire } from 'node:module'
import type { IntentionKind } from '../rules.js'

type Codes = Readonly<Record<number, { zh: string; en: string }>>

const { nod, questions, reading }: Record<keyof typeof import('./intention-codes.json'), Codes> =
  createRequire(import.meta.url)('./intention-codes.json')

/** Questions end with the codes of a nod too. */
export const intentionCodes: Readonly<Record<IntentionKind, Codes>> = {
  reading,
  questions: { ...nod, ...questions },
  nod,
}
