// Checks the way to Tencent Cloud, the clock, the credentials and every RuleId. Costs nothing and verifies nobody.
import type { SceneConfiguration } from '../../config/load.js'
import type { RelayContext } from '../../server/context.js'
import { ProviderError } from '../../tencent/errors.js'
import { hostedPageUrl } from '../../verification/hosted-page-url.js'
import { intentionFields } from '../../verification/intention.js'
import { type Finding, fine, fix, note } from '../finding.js'
import { isTextKey, type Say, type TextKey } from '../messages.js'
import { get } from './public-url-check.js'

const host = 'faceid.tencentcloudapi.com'
/** Tencent refuses a signature whose time differs by more than five minutes. */
const clockWarningMs = 60_000
const clockErrorMs = 5 * 60_000

/** DNS, TLS and the clock, by one request that needs no credentials. */
export async function checkConnection(
  sandbox: URL | undefined,
  now: () => number,
): Promise<Finding[]> {
  const subject = sandbox === undefined ? host : `FACEID_ENDPOINT ${sandbox.origin}`
  const answer = await get(sandbox?.href ?? `https://${host}/`)
  if ('reason' in answer) {
    const { reason: code } = answer
    const dns = /^(ENOTFOUND|EAI_AGAIN)$/.test(code)
    const connection = /^(E[A-Z]+|UND_ERR_\w+|Timeout)$/.test(code)
    const text = dns ? 'doctor.dns' : connection ? 'doctor.blocked' : 'doctor.tls'
    const why = sandbox === undefined ? text : 'doctor.sandboxDown'
    return [fix(subject, why, { code })]
  }
  const reachable = fine(subject, 'doctor.reachable')
  const date = answer.headers.get('date') ?? ''
  const difference = now() - Date.parse(date)
  if (!(Math.abs(difference) > clockWarningMs)) return [reachable]
  const values = { seconds: Math.round(difference / 1_000), server: date }
  const finding = Math.abs(difference) > clockErrorMs ? fix : note
  return [reachable, finding(new Date(now()).toISOString(), 'doctor.clock', values)]
}

export async function* checkRules(context: RelayContext, say: Say): AsyncGenerator<Finding> {
  let accepted = false
  for (const [name, scene] of context.configuration.scenes) {
    const { native, overlay } = scene.rules
    if (native !== undefined && native === overlay) yield note(name, 'doctor.sameRule')
    for (const [mode, ruleId] of Object.entries(scene.rules)) {
      const provider = await tryStart(context, ruleId, scene)
      const { code, unknownHost } = provider
      const { text, why, stops } = remedyOf(code)
      const values = { why: say(why) }
      if (stops) return yield { ...fix(say('doctor.credentials'), text, values), provider }
      // Tencent looks at RuleId and account only after it has accepted the credentials.
      const known = /^(Success|Invalid|Missing|Unauthorized)/.test(code)
      if (known && !accepted) yield fine(say('doctor.credentials'), 'doctor.accepted')
      accepted ||= known
      const subject = `${name}, ${mode} (RuleId ${ruleId})`
      // The back end may bring the words that this RuleId wants.
      const words = scene.startedBy === 'merchant' && scene.intention === undefined
      const finding = words && /^(Invalid|Missing)Parameter$/.test(code) ? note : fix
      if (code !== 'Success') yield { ...finding(subject, text, values), provider }
      else if (unknownHost !== undefined)
        yield fix(subject, 'doctor.unknownHost', { host: unknownHost })
      else yield fine(subject, 'doctor.starts')
    }
    if (scene.intention !== undefined) yield note(name, 'doctor.intention')
  }
}

/** Codes that have the remedy of another one. */
const sameAs: Readonly<Record<string, string>> = {
  MissingParameter: 'InvalidParameter',
  'FailedOperation.DecryptSystemError': 'InvalidParameter.UnsupportEncryptField',
  FailedOperation: 'InternalError',
  LimitExceeded: 'InternalError',
  ServiceUnavailable: 'InternalError',
  ResourceUnavailable: 'InternalError',
  Http: 'InternalError',
}

/** Nothing else can succeed before this is fixed. */
const stopping = /^(AuthFailure|IpNotInWhitelist|Network|Timeout|BadAnswer)(\.|$)/

/**
 * @param code Tencent's, or one of `ProviderError`. A code without a remedy has that of its family.
 * @returns the text that tells what it is and what to do, and one for its `{why}`.
 */
export function remedyOf(code: string): { text: TextKey; why: TextKey; stops: boolean } {
  const [family = ''] = code.split('.')
  const stops = stopping.test(code)
  const account = family === 'UnauthorizedOperation' ? 'why.account' : 'why.scene'
  const keys = [code, family].map((name) => `tencent.${sameAs[name] ?? name}`)
  const text = keys.find(isTextKey) ?? 'tencent.unknown'
  return { text, why: stops ? 'why.all' : account, stops }
}

// The example of the standard on ID numbers, GB 11643-1999. It belongs to nobody, and no hosted page is opened with it.
const nobody = { Name: '核身测试', IdCard: '11010519491231002X' }

/** One DetectAuth as the scene sends it; its BizToken is thrown away. */
async function tryStart(
  { client, configuration, sandbox }: RelayContext,
  ruleId: string,
  { identity, intention }: SceneConfiguration,
) {
  const parameters = {
    RuleId: ruleId,
    RedirectUrl: `${configuration.base}/v1/return/doctor`,
    Extra: 'faceid-relay doctor',
    ...(identity === 'supplied' ? nobody : {}),
    ...(intention === undefined ? {} : intentionFields(intention)),
  }
  try {
    const { Url, BizToken, RequestId } = await client.call('DetectAuth', parameters)
    const requestId = String(RequestId)
    if (typeof BizToken !== 'string' || BizToken === '' || !URL.canParse(String(Url)))
      return { code: 'BadAnswer', requestId }
    // Otherwise the relay would not send a browser there.
    const known = hostedPageUrl(Url, configuration.hostedPageHosts, sandbox) !== undefined
    const unknownHost = known ? undefined : new URL(String(Url)).hostname
    return { code: 'Success', requestId, unknownHost }
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    return { code: error.providerCode, requestId: error.providerRequestId }
  }
}
