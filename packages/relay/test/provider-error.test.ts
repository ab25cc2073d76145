import { describe, expect, it } from 'vitest'
import { apiError, type ProviderFault } from '../src/tencent/errors.js'

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
      const error = apiError({ Code: code, Message: 'about 11010519491231002X' }, 'a-request')
      expect(error).toMatchObject({ fault, providerCode: code, providerRequestId: 'a-request' })
      expect(error.message).not.toContain('11010519491231002X')
    })
  }
})

it.each([['11010519491231002X'], ['A'.repeat(101)]])(
  'a code that does not look like one is not repeated: %s',
  (Code) => {
    const expected = { fault: 'rejected', providerCode: 'UnreadableCode' }
    expect(apiError({ Code }, undefined)).toMatchObject(expected)
  },
)

it.each([{ Code: 7 }, {}, 'broken', []])('an error without a code is a bad answer: %j', (error) => {
  const expected = { fault: 'transient', providerCode: 'BadAnswer' }
  expect(apiError(error, undefined)).toMatchObject(expected)
})
