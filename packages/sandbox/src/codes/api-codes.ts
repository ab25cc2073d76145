/** Every error code that Tencent documents, with a default message, by the calls that it may answer. */
import { createRequire } from 'node:module'

/** `any`: codes of the API gateway. */
type Table = typeof import('./api-codes.json')
export type ApiErrorCode = { [Calls in keyof Table]: keyof Table[Calls] }[keyof Table]

export const apiCodes: Table = createRequire(import.meta.url)('./api-codes.json')

export const apiMessages: Readonly<Record<ApiErrorCode, string>> = {
  ...apiCodes.both,
  ...apiCodes.DetectAuth,
  ...apiCodes.GetDetectInfoEnhanced,
  ...apiCodes.any,
}
