/**
 * Every error code that Tencent documents for the two calls, with a default message. `calls` says
 * which of them may answer it; the codes of the API gateway concern any call.
 */
export interface ApiCode {
  calls: 'both' | 'DetectAuth' | 'GetDetectInfoEnhanced' | 'any'
  message: string
}

export const apiCodes = {
  'AuthFailure.InvalidAuthorization': both('请求头部的 Authorization 不符合腾讯云标准。'),
  InvalidParameter: both('参数错误。'),
  'FailedOperation.UnKnown': both('内部未知错误。'),
  'FailedOperation.DecryptSystemError': both('解密失败。'),
  'InvalidParameterValue.RuleIdNotExist': both('RuleId不存在。'),
  'UnauthorizedOperation.ActivateError': both('服务开通异常。'),
  'UnauthorizedOperation.Activating': both('服务开通中。'),
  'UnauthorizedOperation.Arrears': both('账号已欠费。'),
  'UnauthorizedOperation.NonAuthorize': both('账号未实名。'),
  'UnauthorizedOperation.Nonactivated': both('未开通服务。'),
  'InvalidParameter.UnsupportEncryptField': only('DetectAuth', '存在不支持加密的字段。'),
  'InvalidParameterValue.RuleIdDisabled': only('DetectAuth', 'RuleId被停用。'),
  'InvalidParameterValue.BizTokenExpired': only('GetDetectInfoEnhanced', 'BizToken过期。'),
  'FailedOperation.EncryptSystemError': only('GetDetectInfoEnhanced', '加密失败。'),
  'FailedOperation.StsUnAuthErrError': only('GetDetectInfoEnhanced', 'STS未授权。'),
  ActionOffline: any('接口已下线。'),
  'AuthFailure.InvalidSecretId': any('密钥非法（不是云 API 密钥类型）。'),
  'AuthFailure.MFAFailure': any('MFA 错误。'),
  'AuthFailure.SecretIdNotFound': any(
    'The SecretId is not found, please ensure that your SecretId is correct.',
  ),
  'AuthFailure.SignatureExpire': any(
    'Signature expired: `X-TC-Timestamp` is more than five minutes off the server time.',
  ),
  'AuthFailure.SignatureFailure': any(
    'The provided credentials could not be validated. Please check your signature is correct.',
  ),
  'AuthFailure.TokenFailure': any('The token is not valid.'),
  'AuthFailure.UnauthorizedOperation': any('请求未授权。'),
  DryRunOperation: any('DryRun 操作。'),
  FailedOperation: any('操作失败。'),
  InternalError: any('内部错误。'),
  InvalidAction: any('接口不存在。'),
  InvalidParameterValue: any('参数取值错误。'),
  InvalidRequest: any('请求 body 的 multipart 格式错误。'),
  IpInBlacklist: any('IP地址在黑名单中。'),
  IpNotInWhitelist: any('IP地址不在白名单中。'),
  LimitExceeded: any('超过配额限制。'),
  MissingParameter: any('缺少参数。'),
  NoSuchProduct: any('产品不存在。'),
  NoSuchVersion: any('接口版本不存在。'),
  RequestLimitExceeded: any('请求的次数超过了频率限制。'),
  'RequestLimitExceeded.GlobalRegionUinLimitExceeded': any('主账号超过频率限制。'),
  'RequestLimitExceeded.IPLimitExceeded': any('IP 限频。'),
  'RequestLimitExceeded.UinLimitExceeded': any('主账号限频。'),
  RequestSizeLimitExceeded: any('请求包超过限制大小。'),
  ResourceInUse: any('资源被占用。'),
  ResourceInsufficient: any('资源不足。'),
  ResourceNotFound: any('资源不存在。'),
  ResourceUnavailable: any('资源不可用。'),
  ResponseSizeLimitExceeded: any('返回包超过限制大小。'),
  ServiceUnavailable: any('当前服务暂时不可用。'),
  UnauthorizedOperation: any('未授权操作。'),
  UnknownParameter: any('未知参数错误。'),
  UnsupportedOperation: any('操作不支持。'),
  UnsupportedProtocol: any('http(s) 请求协议错误，只支持 GET 和 POST 请求。'),
  UnsupportedRegion: any('接口不支持所传地域。'),
} as const satisfies Record<string, ApiCode>

export type ApiErrorCode = keyof typeof apiCodes

function both(message: string): ApiCode {
  return { calls: 'both', message }
}

function only(calls: 'DetectAuth' | 'GetDetectInfoEnhanced', message: string): ApiCode {
  return { calls, message }
}

function any(message: string): ApiCode {
  return { calls: 'any', message }
}
