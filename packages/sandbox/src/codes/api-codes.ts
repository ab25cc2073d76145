/** Every error code that Tencent documents for the two calls and for any call, with a default message. */
import { createRequire } from 'node:module'

export const apiCodes: typeof import('./api-codes.json') = createRequire(import.meta.url)(
  './api-codes.json',
)

export type ApiErrorCode = keyof typeof apiCodes
