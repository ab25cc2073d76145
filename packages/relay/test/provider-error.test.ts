import { describe, expect, it } from 'vitest'
import { type ProviderFault, providerError } from '../src/tencent/errors.js'

// Every error code that Tencent documents for the two calls, and for any call, by who can mend it.
const documented: Record<ProviderFault, string> = {
  busy: `RequestLimitExceeded RequestLimitExceeded.IPLimitExceeded
    RequestLimitExceeded.UinLimitExceeded LimitExceeded`,
  transient: `InternalError InternalError.Unknown ServiceUnavailable ResourceUnavailable
    FailedOperation.UnKnown`,
  misconfigured: `AuthFailure.InvalidAuthorization AuthFailure.InvalidSecretId AuthFailure.MFAFailure
    AuthFailure.SecretIdNotFound AuthFailure.SignatureExpire AuthFailure.SignatureFailure
    AuthFailure.TokenFailure AuthFailure.UnauthorizedOperation UnauthorizedOperation
    UnauthorizedOperation.ActivateError UnauthorizedOperation.Activating
    UnauthorizedOperation.Arrears UnauthorizedOperation.NonAuthorize
    UnauthorizedOperation.Nonactivated InvalidParameterValue.RuleIdNotExist
    InvalidParameterValue.RuleIdDisabled InvalidParameter.UnsupportEncryptField
    FailedOperation.DecryptSystemError FailedOperation.EncryptSystemError
    FailedOperation.StsUnAuthErrError MissingParameter UnknownParameter InvalidAction
    NoSuchVersion UnsupportedRegion`,
  gone: `InvalidParameterValue.BizTokenExpired`,
  rejected: `InvalidParameter InvalidParameterValue ResponseSizeLimitExceeded
    SomethingNobodyHasDocumented`,
}

describe('an error of Tencent’s API', () => {
  for (const [fault, codes] of Object.entries(documented)) {
    it.each(codes.split(/\s+/))(`%s is ${fault}`, (code) => {
      const thrown = { code, requestId: 'a-request', message: 'about 11010519491231002X' }
      const error = providerError(thrown, { answered: true })
      expect(error).toMatchObject({ fault, providerCode: code, providerRequestId: 'a-request' })
      expect(error.message).not.toContain('11010519491231002X')
    })
  }
})

const answered = { answered: true }
const unanswered = { answered: false }
const unreadable = { code: '11010519491231002X', requestId: 'a-request' }
const refused = { answered: false, errno: 'ECONNREFUSED' }

describe('what the SDK throws otherwise', () => {
  it.each<[string, unknown, { answered: boolean; errno?: string }, string]>([
    ['HTTP 502', { httpCode: 502, message: 'Bad Gateway' }, answered, 'Http.502'],
    ['a body that is no JSON', { type: 'invalid-json' }, answered, 'BadAnswer'],
    ['an answer without Response', new TypeError('reading Error'), answered, 'BadAnswer'],
    ['a refused connection', { message: 'x' }, refused, 'Network.ECONNREFUSED'],
    ['a network error without errno', { message: 'socket hang up' }, unanswered, 'Network'],
    ['a code that is none', unreadable, answered, 'UnreadableCode'],
    ['nothing', undefined, unanswered, 'Network'],
    ['a word', 'broken', unanswered, 'Network'],
  ])('%s has a code', (_title, thrown, exchange, code) => {
    const error = providerError(thrown, exchange)
    expect(error.providerCode).toBe(code)
    expect(error.fault).toBe(code === 'UnreadableCode' ? 'rejected' : 'transient')
  })

  it('an error of the relay itself is thrown as it is', () => {
    const own = new TypeError('own')
    expect(() => providerError(own, unanswered)).toThrow(own)
  })

  it('a request id that may be something else is not kept', () => {
    const thrown = { code: 'InternalError', requestId: '张三 11010519491231002X' }
    expect(providerError(thrown, answered).providerRequestId).toBeUndefined()
  })
})
