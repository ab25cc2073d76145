import { describe, expect, it } from 'vitest'
import { type ProviderFault, providerError } from '../src/tencent/errors.js'

// Every error code that Tencent documents for the two calls, and for any call, by who can mend it.
const documented: Record<ProviderFault, string[]> = {
  busy: [
    'RequestLimitExceeded',
    'RequestLimitExceeded.IPLimitExceeded',
    'RequestLimitExceeded.UinLimitExceeded',
    'LimitExceeded',
  ],
  transient: [
    'InternalError',
    'InternalError.Unknown',
    'ServiceUnavailable',
    'ResourceUnavailable',
    'FailedOperation.UnKnown',
  ],
  misconfigured: [
    'AuthFailure.InvalidAuthorization',
    'AuthFailure.InvalidSecretId',
    'AuthFailure.MFAFailure',
    'AuthFailure.SecretIdNotFound',
    'AuthFailure.SignatureExpire',
    'AuthFailure.SignatureFailure',
    'AuthFailure.TokenFailure',
    'AuthFailure.UnauthorizedOperation',
    'UnauthorizedOperation',
    'UnauthorizedOperation.ActivateError',
    'UnauthorizedOperation.Activating',
    'UnauthorizedOperation.Arrears',
    'UnauthorizedOperation.NonAuthorize',
    'UnauthorizedOperation.Nonactivated',
    'InvalidParameterValue.RuleIdNotExist',
    'InvalidParameterValue.RuleIdDisabled',
    'InvalidParameter.UnsupportEncryptField',
    'FailedOperation.DecryptSystemError',
    'FailedOperation.EncryptSystemError',
    'FailedOperation.StsUnAuthErrError',
    'MissingParameter',
    'UnknownParameter',
    'InvalidAction',
    'NoSuchVersion',
    'UnsupportedRegion',
  ],
  gone: ['InvalidParameterValue.BizTokenExpired'],
  rejected: [
    'InvalidParameter',
    'InvalidParameterValue',
    'ResponseSizeLimitExceeded',
    'SomethingNobodyHasDocumented',
  ],
}

describe('an error of Tencent’s API', () => {
  for (const [fault, codes] of Object.entries(documented)) {
    it.each(codes)(`%s is ${fault}`, (code) => {
      const error = providerError({
        code,
        requestId: 'a-request',
        message: 'about 11010519491231002X',
      })
      expect(error).toMatchObject({ fault, providerCode: code, providerRequestId: 'a-request' })
      expect(error.message).not.toContain('11010519491231002X')
    })
  }
})

describe('what the SDK throws otherwise', () => {
  it.each<[string, unknown, string]>([
    ['HTTP 502', { httpCode: 502, message: 'Bad Gateway' }, 'Http.502'],
    [
      'a body that is no JSON',
      { type: 'invalid-json', message: 'invalid json response body at https://… reason: …' },
      'BadAnswer',
    ],
    [
      'an answer without Response',
      new TypeError("Cannot read properties of undefined (reading 'Error')"),
      'BadAnswer',
    ],
    [
      'a time-out',
      { message: 'network timeout at: https://faceid.tencentcloudapi.com/' },
      'Timeout',
    ],
    [
      'a refused connection',
      { message: 'request to https://… failed, reason: connect ECONNREFUSED' },
      'Network',
    ],
    ['a code of Node’s', { code: 'ECONNRESET', message: 'socket hang up' }, 'Network'],
    [
      'a code that is none',
      { code: '11010519491231002X', requestId: 'a-request' },
      'UnreadableCode',
    ],
    ['nothing', undefined, 'Network'],
    ['a word', 'broken', 'Network'],
  ])('%s is told by a code of ours', (_title, thrown, code) => {
    const error = providerError(thrown)
    expect(error.providerCode).toBe(code)
    expect(error.fault).toBe(code === 'UnreadableCode' ? 'rejected' : 'transient')
  })
})
