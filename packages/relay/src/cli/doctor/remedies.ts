// What each error code of Tencent Cloud means to an operator, and what to do. Codes: the SDK's models of DetectAuth and
// the common codes of the API.
import type { Say, Text } from '../messages.js'

/** What it is, and in a second line what to do. */
type Remedy = Text

const upgrade: Remedy = [
  'Tencent Cloud does not accept this call\nInstall the latest @faceid-h5/relay; if it stays, give Tencent’s support the RequestId.',
  '腾讯云不接受此调用\n请升级到最新的 @faceid-h5/relay；仍不行时，把 RequestId 提供给腾讯云客服。',
]
const trouble: Remedy = [
  'Tencent Cloud has a temporary failure\nTry again later; if it stays, give Tencent’s support the RequestId.',
  '腾讯云暂时故障\n请稍后再试；仍不行时，把 RequestId 提供给腾讯云客服。',
]
const mismatch: Remedy = [
  'the RuleId does not accept what this scene sends\nCompare the scene with its business flow (自主接入 → 业务流程): "identity" (name and ID number), "intention.mode" (意愿核身). If your back end sends the words of the intention, this is expected.',
  '该 RuleId 不接受本场景发送的参数\n请对照控制台“自主接入 → 业务流程”：是否需要姓名和身份证号（"identity"）、哪种意愿核身（"intention.mode"）。如果意愿核身文案由您的后端随请求发送，此项属正常。',
]
const encryption: Remedy = [
  'the RuleId demands encrypted parameters, which the relay does not send\nSwitch the encryption of parameters off for this business flow (自主接入 → 业务流程).',
  '该 RuleId 要求参数加密，relay 不支持\n请在控制台“自主接入 → 业务流程”关闭参数加密。',
]

export const remedies = {
  'AuthFailure.SecretIdNotFound': [
    'Tencent Cloud does not have this SecretId\nCompare TENCENTCLOUD_SECRET_ID with 访问管理 → API 密钥管理: was the key deleted, disabled or copied only in part?',
    '腾讯云没有此 SecretId\n请对照“访问管理 → API 密钥管理”检查 TENCENTCLOUD_SECRET_ID：密钥是否已删除、被禁用，或没有复制完整？',
  ],
  'AuthFailure.InvalidSecretId': [
    'the SecretId is not an API key\nCreate one in 访问管理 → API 密钥管理 and use its SecretId and SecretKey.',
    '该 SecretId 不是云 API 密钥\n请在“访问管理 → API 密钥管理”新建密钥，并使用其 SecretId 和 SecretKey。',
  ],
  'AuthFailure.SignatureFailure': [
    'the SecretKey does not belong to the SecretId\nSet TENCENTCLOUD_SECRET_KEY again, without quotes, spaces or line breaks; both must be of the same key.',
    'SecretKey 与 SecretId 不匹配\n请重新设置 TENCENTCLOUD_SECRET_KEY，前后不要有引号、空格或换行；两者必须属于同一密钥。',
  ],
  'AuthFailure.SignatureExpire': [
    'the clock of this machine is wrong by more than five minutes\nSet it, and keep it right with NTP. The time zone does not matter.',
    '本机时钟误差超过 5 分钟\n请校准时间并启用 NTP。时区无影响。',
  ],
  'AuthFailure.TokenFailure': [
    'the token of the temporary credentials is wrong or expired\nSet all three anew, with TENCENTCLOUD_SESSION_TOKEN; leave that one out for permanent keys.',
    '临时凭证的 token 错误或已过期\n请重新设置三项（含 TENCENTCLOUD_SESSION_TOKEN）；使用永久密钥时不要设置该变量。',
  ],
  'AuthFailure.MFAFailure': [
    'the key needs a second factor\nUse the key of a sub-account (访问管理 → 用户列表) that may call the API without one.',
    '该密钥需要二次验证\n请使用无需二次验证的子账号密钥（访问管理 → 用户列表）。',
  ],
  'AuthFailure.UnauthorizedOperation': [
    'the key may not call DetectAuth\nAllow its sub-account faceid:DetectAuth and faceid:GetDetectInfoEnhanced (访问管理 → 策略).',
    '该密钥无权调用 DetectAuth\n请在“访问管理 → 策略”为子账号授权 faceid:DetectAuth 和 faceid:GetDetectInfoEnhanced。',
  ],
  AuthFailure: [
    'Tencent Cloud does not accept the credentials\nCompare SecretId and SecretKey with 访问管理 → API 密钥管理. A proxy on the way must not change headers.',
    '腾讯云不接受此密钥\n请对照“访问管理 → API 密钥管理”检查 SecretId 和 SecretKey；途中的代理不得改写请求头。',
  ],
  IpNotInWhitelist: [
    'the account does not accept calls from this address\nAdd the public address of the relay to the list of the key (访问管理 → API 密钥管理).',
    '该账号不接受来自此地址的调用\n请在“访问管理 → API 密钥管理”把 relay 的公网地址加入白名单。',
  ],
  IpInBlacklist: [
    'the account refuses calls from this address\nRemove the public address of the relay from the list of the key (访问管理 → API 密钥管理).',
    '该账号拒绝来自此地址的调用\n请在“访问管理 → API 密钥管理”把 relay 的公网地址移出黑名单。',
  ],
  'UnauthorizedOperation.Nonactivated': [
    'FaceID is not activated for this account\nActivate 人脸核身 in its console, with the account that owns the key.',
    '此账号未开通人脸核身\n请用密钥所属的账号在“人脸核身”控制台开通服务。',
  ],
  'UnauthorizedOperation.Activating': [
    'FaceID is being activated\nWait until the console of 人脸核身 shows it as active, then run the doctor again.',
    '人脸核身正在开通\n请等控制台显示已开通，再运行 doctor。',
  ],
  'UnauthorizedOperation.ActivateError': [
    'the activation of FaceID failed\nActivate 人脸核身 once more in its console.',
    '人脸核身开通失败\n请在“人脸核身”控制台重新开通。',
  ],
  'UnauthorizedOperation.Arrears': [
    'the account is in arrears (欠费)\nTop it up in 费用中心.',
    '账号已欠费\n请在“费用中心”充值。',
  ],
  'UnauthorizedOperation.NonAuthorize': [
    'the account has no real-name authentication\nComplete 账号中心 → 实名认证 as a company.',
    '账号未完成实名认证\n请在“账号中心 → 实名认证”完成企业实名认证。',
  ],
  UnauthorizedOperation: [
    'the account may not do this\nIs 人脸核身 activated, and may the sub-account call both actions (访问管理 → 策略)?',
    '该账号无权进行此操作\n请确认已开通人脸核身，且子账号有两个接口的权限（访问管理 → 策略）。',
  ],
  'InvalidParameterValue.RuleIdNotExist': [
    'this account has no such RuleId\nCompare it with 自主接入 → 业务流程: mistyped, still in review, or of another account than the key?',
    '此账号下没有该 RuleId\n请对照“自主接入 → 业务流程”：是否写错、仍在审核，或属于其他账号？',
  ],
  'InvalidParameterValue.RuleIdDisabled': [
    'the RuleId is disabled\nEnable it in 自主接入 → 业务流程, or use another one.',
    '该 RuleId 已停用\n请在“自主接入 → 业务流程”启用，或换用其他 RuleId。',
  ],
  InvalidParameter: mismatch,
  MissingParameter: mismatch,
  'InvalidParameter.UnsupportEncryptField': encryption,
  'FailedOperation.DecryptSystemError': encryption,
  UnknownParameter: upgrade,
  InvalidAction: upgrade,
  NoSuchVersion: upgrade,
  ActionOffline: upgrade,
  UnsupportedRegion: upgrade,
  UnsupportedProtocol: upgrade,
  RequestLimitExceeded: [
    'the account’s calls of this second are used up\nRun the doctor again. If it stays, something else calls with this account: it has 100 calls a second.',
    '账号当前这一秒的调用次数已用完\n请重新运行 doctor。仍出现时，说明有其他程序在用同一账号调用（每秒 100 次）。',
  ],
  LimitExceeded: trouble,
  InternalError: trouble,
  FailedOperation: trouble,
  ServiceUnavailable: trouble,
  ResourceUnavailable: trouble,
  Http: trouble,
  Network: [
    'faceid.tencentcloudapi.com can’t be reached\nAllow DNS and port 443 to this name. The relay connects directly and ignores http_proxy.',
    '无法连接 faceid.tencentcloudapi.com\n请放行到该域名的 DNS 和 443 端口。relay 直接连接，不使用 http_proxy。',
  ],
  Timeout: [
    'faceid.tencentcloudapi.com did not answer in eight seconds\nDoes a firewall drop connections to port 443? If not, try again later.',
    'faceid.tencentcloudapi.com 8 秒内没有应答\n请检查防火墙是否丢弃 443 端口的连接；否则请稍后再试。',
  ],
  BadAnswer: [
    'something else than the API answers\nIs there a proxy or a portal between this machine and faceid.tencentcloudapi.com?',
    '应答的不是腾讯云接口\n请检查本机与 faceid.tencentcloudapi.com 之间是否有代理或认证门户。',
  ],
} as const satisfies Record<string, Remedy>

const unknownCode: Remedy = [
  'Tencent Cloud refuses, with a code that the relay does not have\nGive Tencent’s support the RequestId.',
  '腾讯云拒绝，错误码不在 relay 的已知范围内\n请把 RequestId 提供给腾讯云客服。',
]

const byCode: ReadonlyMap<string, Remedy> = new Map(Object.entries(remedies))

/** Nothing else can succeed before this is fixed. */
const stopping = /^(AuthFailure|IpNotInWhitelist|IpInBlacklist|Network|Timeout|BadAnswer)(\.|$)/

/**
 * @param code Tencent's, or one of `ProviderError`. An unknown code has the remedy of its family.
 * @returns what it is, why it matters, what to do.
 */
export function remedyOf(code: string, say: Say): { stops: boolean; lines: string[] } {
  const remedy = byCode.get(code) ?? byCode.get(code.split('.')[0] ?? '') ?? unknownCode
  const stops = stopping.test(code)
  const account = stops || code.startsWith('UnauthorizedOperation')
  const [what = '', ...toDo] = say(remedy).split('\n')
  return { stops, lines: [what, say(account ? 'why.nobody' : 'why.scene'), ...toDo] }
}
