/**
 * Every documented `Text.ErrCode` (documents 31082 and 115319), by where in the flow it arises: `passed`; before the
 * camera (`call`, `token`, `card`); the liveness check (`live`); the comparison (`compare`). The texts are the
 * sandbox's own; Tencent changes its texts without notice.
 */
import { createRequire } from 'node:module'

type Texts = { zh: string; en: string }
const table: Record<
  keyof typeof import('./face-codes.json'),
  Record<number, Texts>
> = createRequire(import.meta.url)('./face-codes.json')

/** `IsNeedCharge` of the attempt (document 115319). With a Plus rule 1002 is billed too. */
export const billedFaceCodes: readonly number[] = [0, 2006, 2016]

export const faceCodes: Readonly<Record<number, Texts & { stage: string }>> = Object.fromEntries(
  Object.entries(table).flatMap(([stage, codes]) =>
    Object.entries(codes).map(([code, texts]) => [code, { ...texts, stage }]),
  ),
)
