/** An error that the API answers as `Response.Error`, with HTTP 200 as Tencent does. */
import { type ApiErrorCode, apiCodes } from '../codes/api-codes.js'

export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly code: ApiErrorCode

  constructor(code: ApiErrorCode, message?: string, options?: { cause?: unknown }) {
    super(message ?? apiCodes[code], options)
    this.code = code
  }
}
