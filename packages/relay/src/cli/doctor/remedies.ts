// What each error of Tencent Cloud means for whoever sets the relay up, and what to do about it. Codes: the SDK's models
// of DetectAuth and the common codes of the API.

export interface Remedy {
  says: string
  advice: string
  /** No other call can succeed before this is mended. */
  stops?: true
}

const support = 'If it stays so, ask Tencent’s support; they want the RequestId.'
const upgrade =
  'The relay and the API do not understand each other: install the latest @faceid-h5/relay. ' +
  support

export const remedies = {
  // The keys, and the machine they are used on.
  'AuthFailure.SecretIdNotFound': {
    says: 'Tencent Cloud knows no such SecretId',
    advice:
      'Compare TENCENTCLOUD_SECRET_ID with the API keys (API 密钥) of the account: was the key deleted or disabled, or only a part of it copied?',
    stops: true,
  },
  'AuthFailure.InvalidSecretId': {
    says: 'the SecretId is no key for the API',
    advice: 'Make an API key (API 密钥) in the console and use its SecretId and SecretKey.',
    stops: true,
  },
  'AuthFailure.SignatureFailure': {
    says: 'the SecretKey does not belong to the SecretId',
    advice:
      'Set TENCENTCLOUD_SECRET_KEY anew, without quotes, spaces or line breaks around it; both must be of the same key.',
    stops: true,
  },
  'AuthFailure.SignatureExpire': {
    says: 'the clock of this machine is wrong by more than five minutes',
    advice: 'Set it, and let it be kept right (NTP). The time zone does not matter.',
    stops: true,
  },
  'AuthFailure.TokenFailure': {
    says: 'the token of the temporary credentials is wrong or over',
    advice:
      'Fetch new ones and set all three, with TENCENTCLOUD_SESSION_TOKEN; leave that one out for permanent keys.',
    stops: true,
  },
  'AuthFailure.MFAFailure': {
    says: 'the key needs a second factor',
    advice: 'Use the key of a sub-account (子账号) that may call the API without one.',
    stops: true,
  },
  'AuthFailure.UnauthorizedOperation': {
    says: 'the key may not call DetectAuth',
    advice:
      'Allow its sub-account (访问管理 → 策略) the actions faceid:DetectAuth and faceid:GetDetectInfoEnhanced.',
    stops: true,
  },
  'AuthFailure.InvalidAuthorization': {
    says: 'the signature did not arrive as it was sent',
    advice: 'Does a proxy on the way to Tencent Cloud change headers? Let the relay out directly.',
    stops: true,
  },
  AuthFailure: {
    says: 'Tencent Cloud does not accept the credentials',
    advice: 'Compare SecretId and SecretKey with the console.',
    stops: true,
  },
  IpNotInWhitelist: {
    says: 'the account takes no calls from this address',
    advice: 'Add the relay’s public address to the account’s list, or lift the restriction.',
    stops: true,
  },
  IpInBlacklist: {
    says: 'the account refuses calls from this address',
    advice: 'Take the relay’s public address off the account’s list.',
    stops: true,
  },
  // The account.
  'UnauthorizedOperation.Nonactivated': {
    says: 'FaceID (人脸核身) is not switched on for this account',
    advice: 'Activate it in the console of FaceID, with the account that the keys are of.',
  },
  'UnauthorizedOperation.Activating': {
    says: 'FaceID is being switched on',
    advice: 'Wait until the console says that it is active, then run the doctor again.',
  },
  'UnauthorizedOperation.ActivateError': {
    says: 'switching FaceID on has failed',
    advice: `Activate it once more in the console. ${support}`,
  },
  'UnauthorizedOperation.Arrears': {
    says: 'the account is in arrears (欠费)',
    advice: 'Top it up in the console; nobody can be verified until then.',
  },
  'UnauthorizedOperation.NonAuthorize': {
    says: 'the account has no real-name authentication (实名认证)',
    advice: 'Complete it in the console, as a company.',
  },
  UnauthorizedOperation: {
    says: 'the account may not do this',
    advice:
      'Is FaceID active, and may the sub-account call faceid:DetectAuth and faceid:GetDetectInfoEnhanced?',
  },
  // The RuleId.
  'InvalidParameterValue.RuleIdNotExist': {
    says: 'there is no such RuleId in this account',
    advice:
      'Compare it with the list of business flows (业务流程) in the console: is it mistyped, still in review, or of another account than the keys?',
  },
  'InvalidParameterValue.RuleIdDisabled': {
    says: 'the RuleId is switched off',
    advice: 'Switch the business flow (业务流程) on again in the console, or use another RuleId.',
  },
  InvalidParameter: {
    says: 'the RuleId does not take what this scene sends',
    advice:
      'Compare the scene with the business flow (业务流程) in the console: does it want a name and an ID number ("identity"), and which intention (意愿核身, "intention.mode")?',
  },
  MissingParameter: {
    says: 'the RuleId wants more than this scene sends',
    advice:
      'Compare the scene with the business flow (业务流程) in the console: does it want a name and an ID number ("identity"), and which intention (意愿核身, "intention.mode")?',
  },
  'InvalidParameter.UnsupportEncryptField': {
    says: 'the RuleId asks for encryption that the relay does not do',
    advice: 'Switch the encryption of parameters off for this business flow.',
  },
  'FailedOperation.DecryptSystemError': {
    says: 'Tencent Cloud could not decrypt, although the relay encrypts nothing',
    advice: 'Switch the encryption of parameters off for this business flow.',
  },
  UnknownParameter: { says: 'a parameter is not known there', advice: upgrade },
  InvalidAction: { says: 'the call is not known there', advice: upgrade },
  NoSuchVersion: { says: 'this version of the API is not known there', advice: upgrade },
  ActionOffline: { says: 'the call is no longer offered', advice: upgrade },
  UnsupportedRegion: { says: 'the region is not known there', advice: upgrade },
  UnsupportedProtocol: { says: 'the request was not understood there', advice: upgrade },
  // The moment.
  RequestLimitExceeded: {
    says: 'the account’s calls for this second are used up',
    advice:
      'Run the doctor again. If it is so again, something else calls with the same account; it has 100 calls a second.',
  },
  LimitExceeded: {
    says: 'a quota of the account is used up',
    advice: `Try again later. ${support}`,
  },
  InternalError: { says: 'trouble at Tencent Cloud', advice: `Try again later. ${support}` },
  FailedOperation: { says: 'trouble at Tencent Cloud', advice: `Try again later. ${support}` },
  ServiceUnavailable: { says: 'trouble at Tencent Cloud', advice: `Try again later. ${support}` },
  ResourceUnavailable: { says: 'trouble at Tencent Cloud', advice: `Try again later. ${support}` },
  Http: { says: 'trouble at Tencent Cloud', advice: `Try again later. ${support}` },
  // The way there.
  Network: {
    says: 'faceid.tencentcloudapi.com can’t be reached from here',
    advice:
      'Let the relay out to port 443 of this name, and let it be looked up (DNS). It goes there directly; http_proxy is not obeyed.',
    stops: true,
  },
  Timeout: {
    says: 'faceid.tencentcloudapi.com did not answer in eight seconds',
    advice: 'Does a firewall swallow what goes to port 443 of this name? Else try again later.',
    stops: true,
  },
  BadAnswer: {
    says: 'something else than the API answers',
    advice: 'Does a proxy or a portal stand between this machine and faceid.tencentcloudapi.com?',
    stops: true,
  },
} as const satisfies Record<string, Remedy>

const byCode: ReadonlyMap<string, Remedy> = new Map(Object.entries(remedies))

/** @param code as in `ProviderError`. A code that is not in the table has the remedy of its family, or none but support. */
export function remedyOf(code: string): Remedy {
  return (
    byCode.get(code) ??
    byCode.get(code.split('.')[0] ?? '') ?? {
      says: 'Tencent Cloud refuses, for a reason the relay does not know',
      advice: support,
    }
  )
}
